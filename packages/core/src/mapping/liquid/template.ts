import { isLeft, toError, tryCatch } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Template } from 'liquidjs'
import type { Described } from '../../contracts/described.ts'
import type { Path } from '../../contracts/path.ts'
import { validated } from '../../settings/field.ts'
import { showEventPath } from '../path.ts'
import { liquidEngine, mostCharacters } from './engine.ts'

/** A Liquid template that was read. */
export interface LiquidTemplate {
  readonly templates: readonly Template[]
  /** Where the values are that it can reach. */
  readonly reads: readonly Path[]
}

/** What is expected of a template, when it is read and when it is filled in. */
export const faultless = 'a Liquid template without errors'

/** The codec of a template; its variables are paths. */
export const liquidTemplate = (path: Described<Path>): Described<LiquidTemplate> =>
  validated(
    `a text of at most ${mostCharacters} characters`,
    { type: 'string', maxLength: mostCharacters },
    (u, context) => {
      if (typeof u !== 'string' || u.length > mostCharacters) return t.failure(u, context)
      const parsed = tryCatch(() => parse(u), toError)
      if (isLeft(parsed)) return t.failure(u, context, `${faultless} (${parsed.left.message})`)
      const { templates, variables, given } = parsed.right
      const paths = [...variables].map(([text, name]) => ({ name, read: path.validate(text, context) }))
      const errors = paths.flatMap(({ name, read }) => (isLeft(read) && given.has(name) ? read.left : []))
      const reads = paths.flatMap(({ read }) => (isLeft(read) ? [] : [read.right]))
      return errors.length > 0 ? t.failures(errors) : t.success({ templates, reads })
    },
  )

interface Parsed {
  readonly templates: readonly Template[]
  /** The path of each variable, and its first name. */
  readonly variables: ReadonlyMap<string, string | undefined>
  /** The first names that an event has to give. Others the template gives a value, though it may ask for them before. */
  readonly given: ReadonlySet<string | undefined>
}

const parse = (text: string): Parsed => {
  const engine = liquidEngine()
  const templates = engine.parse(text)
  const reached = engine.variableSegmentsSync(templates, { partials: false }).map(reach)
  return {
    templates,
    variables: new Map(reached.map((keys) => [showEventPath({ from: 'item', keys }), keys[0]])),
    given: new Set(engine.globalVariablesSync(templates, { partials: false })),
  }
}

/** Names that Liquid reads of the value before them: an item of a list, or how long it is. */
const derived: ReadonlySet<unknown> = new Set(['first', 'last', 'size', 'length'])

/** The names at the start of a variable that lead to the value from which the rest is found, an index or a name in a variable. */
const reach = (segments: readonly unknown[]): readonly string[] => {
  const end = segments.findIndex((segment, i) => typeof segment !== 'string' || (i > 0 && derived.has(segment)))
  return segments.slice(0, end < 0 ? undefined : end).map(String)
}
