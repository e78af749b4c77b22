import type { JsonObject } from '../contracts/event.ts'
import { compileKeys } from '../mapping/path.ts'
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
  indexBy('type', all, (some) => indexBy('event', some, (few) => () => few))

type Choose<A> = (fields: JsonObject) => A

const indexBy = <R extends Indexed, A>(
  field: string,
  all: readonly R[],
  below: (some: readonly R[]) => Choose<A>,
): Choose<A> => {
  const find = compileKeys([field])
  const needs = all.map(({ route: { condition } }) => condition && valuesNeeded(condition, field))
  const chosenBy = (isTaken: (values: Values) => boolean): Choose<A> =>
    below(all.filter((_, i) => needs[i] === undefined || isTaken(needs[i])))
  const known = new Set(needs.flatMap((values) => [...(values ?? [])]))
  const chosen = new Map([...known].map((value) => [value, chosenBy((values) => values.has(value))]))
  const otherwise = chosenBy(() => false)
  return (fields) => (chosen.get(find(fields) ?? null) ?? otherwise)(fields)
}
