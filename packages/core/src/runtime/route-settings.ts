import * as t from 'io-ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Described } from '../contracts/described.ts'
import type { Directive } from '../contracts/directive.ts'
import type { Expression } from '../contracts/expression.ts'
import type { RouteExample } from '../contracts/preset.ts'
import type { Shape } from '../contracts/source.ts'
import { mappingField, type CompiledMapping } from '../mapping/mapping-field.ts'
import type { Predicate } from '../mapping/predicate.ts'
import { predicateText } from '../mapping/predicate-text.ts'
import type { Route } from '../pipeline/route.ts'
import { closed } from '../settings/closed.ts'
import { defaulted, described, listOf, optional, required, validated } from '../settings/field.ts'
import { Name, Text } from '../settings/values.ts'
import { ExampleSettings } from './route-examples.ts'
import { shippingFields, type ShippingWishes } from './shipping-fields.ts'

/** What a source is called and what its events look like, as far as routes must know. */
export interface KnownSource {
  readonly name: string
  readonly shape: Shape
}

/** A route, the mapping it was compiled from, and what it is tested by. */
export interface RouteSettings extends Route {
  readonly mapping: Expression
  readonly examples: readonly RouteExample[]
  /** The preset that it comes from. */
  readonly preset?: string | undefined
}

/** A route of which it is not known yet whether the destination takes its body. */
export interface RouteDraft extends Omit<RouteSettings, 'kind'> {
  readonly makes: string | undefined
  /** Where it is in the settings. */
  readonly place: t.Context
  /** The place of the body in which the part is written that these keys lead to. */
  readonly bodyPlace: (keys: readonly string[]) => t.Context
}

/** `from`: which sources a route listens to. */
export const fromSources = (known: readonly string[]): Described<readonly string[]> =>
  described<readonly string[]>(
    `the name of a source, or a list of them${known.length === 0 ? '' : `: ${known.join(', ')}`}`,
    { anyOf: [Name.schema, { type: 'array', items: Name.schema, minItems: 1 }] },
    (u) => {
      const names: readonly unknown[] = Array.isArray(u) ? u : [u]
      // That two sources have one name, or that none can be read, is told of the sources.
      if (known.length === 0) return names.filter((name) => typeof name === 'string')
      const found = names.flatMap((name) => known.find((one) => one === name) ?? [])
      return found.length === names.length && found.length > 0 ? found : undefined
    },
  )

/** What the events of the sources that a route listens to look like; its own `from` may be wrong. */
export const shapeFor = (route: unknown, sources: readonly KnownSource[]): Shape => {
  const named: unknown = typeof route === 'object' && route !== null && 'from' in route ? route.from : undefined
  const isEvery = named === undefined || named === null
  const names: readonly unknown[] = isEvery ? sources.map(({ name }) => name) : [named].flat()
  const mine = sources.filter(({ name }) => names.includes(name))
  const shapes = mine.flatMap(({ shape }) => (shape === 'open' ? [] : [shape]))
  return mine.length === 0 || shapes.length < mine.length ? 'open' : [...new Set(shapes.flat())]
}

const fields = (sources: readonly KnownSource[], directives: readonly Directive[], shape: Shape) =>
  closed('a route', {
    name: required(Name, { summary: 'Unique; part of what tells one shipment from another. Do not reuse a name.' }),
    from: optional(fromSources(sources.map(({ name }) => name)), {
      summary: 'Which sources it listens to. Default: every source.',
    }),
    when: optional(predicateText(shape), {
      summary: 'Which events it wants, as a filter. Default: every event.',
      example: 'type = "track" and event = "Order Completed"',
    }),
    makes: optional(Text, {
      summary: "Which of the destination's bodies it makes. Default: the destination's first, Voucherify's `event`.",
      example: 'customer',
    }),
    body: required(mappingField(shape, directives), {
      summary: 'What it makes of an event: the body of the call.',
      example: { event: 'order_completed', customer: { source_id: '$.userId' } },
    }),
    ...shippingFields,
    examples: defaulted(listOf(ExampleSettings), [], {
      summary: 'Events and what it makes of them. `vouchrelay check` runs them.',
    }),
  })

/** What a route's own settings gave. */
export interface RouteParts extends ShippingWishes {
  readonly name: string
  readonly from?: readonly string[] | undefined
  readonly when?: Predicate | undefined
  readonly makes?: string | undefined
  readonly body: CompiledMapping
  readonly examples: readonly RouteExample[]
}

/** Puts a route together. */
export const draftOf = (
  { name, from, when, makes, body, examples, whenInDoubt, priority, weight }: RouteParts,
  place: t.Context,
): RouteDraft => ({
  name,
  from: from === undefined ? undefined : new Set(from),
  wants: when?.text,
  condition: when?.condition,
  when: when?.matches ?? (() => true),
  makes,
  body: body.apply,
  mapping: body.expression,
  examples,
  whenInDoubt,
  priority,
  weight,
  place,
  bodyPlace: () => t.appendContext(place, 'body', t.unknown),
})

/** The settings of one route, compiled as they are read. Paths are checked against the events of its own sources. */
export const routeSettings = (
  sources: readonly KnownSource[],
  directives: readonly Directive[],
): Described<readonly RouteDraft[]> =>
  validated('a route', fields(sources, directives, 'open').schema, (u, context) => {
    const route = fields(sources, directives, shapeFor(u, sources)).validate(u, context)
    return isLeft(route) ? route : t.success<readonly RouteDraft[]>([draftOf(route.right, context)])
  })
