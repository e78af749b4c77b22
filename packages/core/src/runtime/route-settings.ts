import * as t from 'io-ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Shape } from '../contracts/source.ts'
import { mappingField } from '../mapping/mapping-field.ts'
import { predicateText } from '../mapping/predicate-text.ts'
import type { Route } from '../pipeline/route.ts'
import { closed } from '../settings/closed.ts'
import { described, optional, required, validated } from '../settings/field.ts'
import { Name } from '../settings/values.ts'
import type { Expression } from '../contracts/expression.ts'
import type { Described } from '../contracts/described.ts'

/** What a source is called and what its events look like, as far as routes must know. */
export interface KnownSource {
  readonly name: string
  readonly shape: Shape
}

const sourceNames = (known: readonly string[]): Described<readonly string[]> =>
  described<readonly string[]>(
    `the name of a source, or a list of them: ${known.join(', ')}`,
    { anyOf: [{ enum: known }, { type: 'array', items: { enum: known } }] },
    (u) => {
      const names: readonly unknown[] = Array.isArray(u) ? u : [u]
      const found: readonly string[] = names.flatMap((name) => known.filter((one) => one === name))
      return found.length === names.length && found.length > 0 ? found : undefined
    },
  )

/** What a path of a route may start with: whatever an event of one of its sources may have. */
const shapeOf = (sources: readonly KnownSource[]): Shape =>
  sources.some(({ shape }) => shape === 'open')
    ? 'open'
    : [...new Set(sources.flatMap(({ shape }) => (shape === 'open' ? [] : shape)))]

const fields = (sources: readonly KnownSource[], shape: Shape) =>
  closed('a route', {
    name: required(Name, { summary: 'Unique; part of what tells one shipment from another. Do not reuse a name.' }),
    from: optional(sourceNames(sources.map(({ name }) => name)), {
      summary: 'Which sources it listens to. Default: every source.',
    }),
    when: optional(predicateText(shape), {
      summary: 'Which events it wants, as a filter. Default: every event.',
      example: 'type = "track" and event = "Order Completed"',
    }),
    body: required(mappingField(shape), {
      summary: 'What it makes of an event: the body of the call.',
      example: { event: 'order_completed', customer: { source_id: '$.userId' } },
    }),
  })

/** A route, and the mapping it was compiled from. */
export interface RouteSettings extends Route {
  readonly mapping: Expression
}

/** The settings of one route, compiled as they are read. Paths are checked against the events of its own sources. */
export const routeSettings = (sources: readonly KnownSource[], kind: string): Described<RouteSettings> => {
  const validate: t.Validate<unknown, RouteSettings> = (u, context) => {
    const named: unknown = typeof u === 'object' && u !== null && 'from' in u ? u.from : undefined
    const names: readonly unknown[] = named === undefined ? sources.map(({ name }) => name) : [named].flat()
    const mine = sources.filter(({ name }) => names.includes(name))
    const route = fields(sources, mine.length === 0 ? 'open' : shapeOf(mine)).validate(u, context)
    if (isLeft(route)) return route
    const { name, from, when, body } = route.right
    return t.success({
      name,
      from: from === undefined ? undefined : new Set(from),
      wants: when?.text,
      when: when?.matches ?? (() => true),
      kind,
      body: body.apply,
      mapping: body.expression,
    })
  }
  return validated('a route', fields(sources, 'open').schema, validate)
}
