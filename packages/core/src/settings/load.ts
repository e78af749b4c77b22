import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { LineCounter, parseDocument, type Document } from 'yaml'
import { keysOf, showFound, showPath } from '../contracts/faults-of.ts'
import type { Complaint } from './complaint.ts'
import { interpolate } from './interpolate.ts'
import { Secret } from '../contracts/secret.ts'
import { SecretText } from './values.ts'

/** A settings file's text with what it is called and where `${VAR}` is looked up. */
export interface SettingsText {
  readonly file: string
  readonly text: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

const rangeOf = (node: unknown): number | undefined => {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined
  const start: unknown = node.range[0]
  return typeof start === 'number' ? start : undefined
}

/** Finds the place of a path in the text: its own, or that of the nearest thing around it that is there. */
const placeIn = (document: Document, lines: LineCounter) => (keys: readonly string[]) => {
  for (let depth = keys.length; depth >= 0; depth--) {
    const start = rangeOf(depth === 0 ? document.contents : document.getIn(keys.slice(0, depth).map(asIndex), true))
    if (start !== undefined) {
      const { line, col } = lines.linePos(start)
      return { line, column: col }
    }
  }
  return {}
}

const asIndex = (key: string): string | number => (/^\d+$/.test(key) ? Number(key) : key)

/** What the file says at a path, before variables are filled in: their values are never shown. */
const written = (document: Document, keys: readonly string[], value: unknown): string => {
  const node: unknown = keys.length === 0 ? undefined : document.getIn(keys.map(asIndex))
  return showFound(typeof node === 'string' && node.includes('${') ? node : value)
}

/**
 * Reads settings: YAML, then variables, then the codec. Every complaint is found in one pass of its stage and carries
 * file, line, path, what was expected and what was found.
 */
export const loadSettings = <A>(
  codec: t.Decoder<unknown, A>,
  { file, text, environment }: SettingsText,
): Either<readonly Complaint[], A> => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const place = placeIn(document, lines)
  if (document.errors.length > 0) {
    return left(
      document.errors.map(({ message, pos }) => {
        const { line, col } = lines.linePos(pos[0])
        return { file, path: '', expected: 'YAML', found: `a mistake: ${message}`, line, column: col }
      }),
    )
  }
  const filled = interpolate(document.toJS({ maxAliasCount: 100 }), environment)
  const unset = filled.unset.map(({ keys, variable }) => ({
    file,
    path: showPath(keys),
    expected: `the environment variable ${variable} to be set (or a default: \${${variable}:text})`,
    found: 'nothing',
    ...place(keys),
  }))
  const decoded = codec.decode(filled.value)
  if (isLeft(decoded)) {
    const wrong = decoded.left.map((error) => {
      const keys = keysOf(error)
      return {
        file,
        path: showPath(keys),
        expected: error.message ?? error.context.at(-1)?.type.name ?? 'another value',
        found: isSecret(error) ? 'a value not shown here' : written(document, keys, error.value),
        ...place(keys),
      }
    })
    // A variable that is not set leaves an empty text, about which nothing more need be said.
    return left([...unset, ...wrong.filter(({ path }) => !unset.some((one) => one.path === path))].toSorted(byPlace))
  }
  return unset.length > 0 ? left(unset) : right(decoded.right)
}

const byPlace = (a: Complaint, b: Complaint): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)

const isSecret = ({ value, context }: t.ValidationError): boolean =>
  value instanceof Secret || context.at(-1)?.type === SecretText
