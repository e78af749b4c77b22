import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { isMap, isScalar, isSeq, LineCounter, type Document } from 'yaml'
import { keysOf, showFound, showPath } from '../contracts/faults-of.ts'
import { describeComplaint, type Complaint } from './complaint.ts'
import { interpolate, type Filled } from './interpolate.ts'
import { readYaml } from './read-yaml.ts'
import { Secret } from '../contracts/secret.ts'
import { SecretText } from './values.ts'

/** A settings file's text, what it is called, and where `${VAR}` is looked up. */
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
  const nodes = keys.reduce<readonly unknown[]>((way, key) => [...way, memberOf(way.at(-1), key)], [document.contents])
  const start = nodes.map(rangeOf).findLast((one) => one !== undefined)
  if (start === undefined) return {}
  const { line, col } = lines.linePos(start)
  return { line, column: col }
}

const memberOf = (node: unknown, key: string): unknown => {
  if (isSeq(node)) return node.items[Number(key)]
  return isMap(node) ? node.items.find((pair) => nameOf(pair.key) === key)?.value : undefined
}

/** A key may be a number or `true`: a value has it as a text. */
const nameOf = (key: unknown): string => String(isScalar(key) ? key.value : key)

/** What the file says at a path: values of variables are never shown. */
const written = (keys: readonly string[], value: unknown, { texts, value: whole }: Filled): string =>
  keys.length === 0 && whole === null ? 'an empty file' : showFound(texts.get(showPath(keys)) ?? value)

/** A settings file that was parsed, its variables filled in, and is not decoded yet. */
export interface Draft {
  readonly value: unknown
  /** A complaint for each place at which a variable is missing: in the value it is an empty text. */
  readonly unset: readonly Complaint[]
  /** A complaint about what stands at keys. */
  readonly complain: (keys: readonly string[], expected: string, found: string) => Complaint
  /** What a codec makes of it; else every complaint, in the order of the file. */
  readonly decode: <A>(codec: t.Decoder<unknown, A>) => Either<readonly Complaint[], A>
}

/** Parses a settings file: YAML, then variables. Mistakes of the YAML itself are told at once. */
export const draftSettings = ({ file, text, environment }: SettingsText): Either<readonly Complaint[], Draft> => {
  const lines = new LineCounter()
  const read = readYaml(text, lines)
  if (isLeft(read)) {
    return left(
      read.left.map(({ at, ...mistake }) => {
        const { line, col } = lines.linePos(at)
        return { file, path: '', ...mistake, line, column: col }
      }),
    )
  }
  const { document, value } = read.right
  const place = placeIn(document, lines)
  const filled = interpolate(value, environment)
  const unset = filled.unset.map(({ keys, variable }) => ({
    file,
    path: showPath(keys),
    expected: `the environment variable ${variable} to be set (or a default: \${${variable}:text})`,
    found: 'nothing',
    ...place(keys),
  }))
  const complaintOf = (error: t.ValidationError): Complaint => {
    const keys = keysOf(error)
    return {
      file,
      path: showPath(keys),
      expected: error.message ?? error.context.at(-1)?.type.name ?? 'another value',
      found: isSecret(error) ? 'a value not shown here' : written(keys, error.value, filled),
      ...place(keys),
    }
  }
  return right({
    value: filled.value,
    unset,
    complain: (keys, expected, found) => ({ file, path: showPath(keys), expected, found, ...place(keys) }),
    decode: (codec) => {
      const decoded = codec.decode(filled.value)
      if (!isLeft(decoded)) return unset.length > 0 ? left(unset) : decoded
      // A variable that is not set leaves an empty text, about which nothing more need be said.
      const wrong = decoded.left.map(complaintOf).filter(({ path }) => !unset.some((one) => one.path === path))
      return left(once([...unset, ...wrong]).toSorted(byPlace))
    },
  })
}

/** What several routes of a preset are made from is wrong in each of them, and told once. */
const once = (complaints: readonly Complaint[]): readonly Complaint[] => [
  ...new Map(complaints.map((complaint) => [describeComplaint(complaint), complaint])).values(),
]

const byPlace = (a: Complaint, b: Complaint): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)

const isSecret = ({ value, context }: t.ValidationError): boolean =>
  value instanceof Secret || (value !== undefined && context.at(-1)?.type === SecretText)
