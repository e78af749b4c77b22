import type { JsonObject } from '../contracts/event.ts'
import { valuesNeeded, type Values } from '../mapping/predicate/values-needed.ts'
import type { Route } from './route.ts'

/** The routes that may want an event of a source: all others do not. In the order in which they were told. */
export type RoutesFor<R extends Indexed> = (fields: JsonObject) => readonly R[]

/** A route with what belongs to it. */
export interface Indexed {
  readonly route: Route
}

/**
 * Finds by `type`, then by `event`, which routes are worth asking: what a filter needs these to be is known beforehand. So
 * an event that nobody wants costs two lookups, however many routes there are.
 */
export const indexRoutes = <R extends Indexed>(all: readonly R[]): RoutesFor<R> =>
  indexBy(
    'type',
    ({ type }) => type,
    all,
    (some) =>
      indexBy(
        'event',
        ({ event }) => event,
        some,
        (few) => () => few,
      ),
  )

type Choose<A> = (fields: JsonObject) => A

const indexBy = <R extends Indexed, A>(
  field: string,
  find: (fields: JsonObject) => unknown,
  all: readonly R[],
  below: (some: readonly R[]) => Choose<A>,
): Choose<A> => {
  const needs = all.map(({ route: { condition } }) => condition && valuesNeeded(condition, field))
  const chosenBy = (isTaken: (values: Values) => boolean): Choose<A> =>
    below(all.filter((_, i) => needs[i] === undefined || isTaken(needs[i])))
  const known = new Set(needs.flatMap((values) => [...(values ?? [])]))
  const chosen = new Map([...known].map((value) => [value, chosenBy((values) => values.has(value))]))
  const otherwise = chosenBy(() => false)
  const choose = chosen.size > fewValues ? (value: unknown) => chosen.get(value) : oneByOne([...chosen])
  return (fields) => (choose(find(fields) ?? null) ?? otherwise)(fields)
}

/** So many values are compared one after the other: a map would make a hash of the event's text first. */
const fewValues = 8

const oneByOne =
  <A>(chosen: readonly (readonly [value: unknown, result: A])[]) =>
  (value: unknown): A | undefined => {
    for (const [known, result] of chosen) if (known === value) return result
    return undefined
  }
