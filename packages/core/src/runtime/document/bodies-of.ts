import { isRight } from 'fp-ts/lib/Either.js'
import type { Schema } from '../../contracts/described.ts'
import type { Plugin } from '../../contracts/plugin.ts'

/**
 * The schemas of the bodies that a destination takes, by kind, as far as the examples of its settings show them. A body
 * that looks different with other settings may be anything.
 */
export const bodiesOf = (plugin: Plugin<'destination', unknown>): ReadonlyMap<string, Schema> => {
  const shown = plugin.examples
    .map(({ config }) => plugin.config.decode(config))
    .filter(isRight)
    .flatMap(({ right }) => Object.entries(plugin.pure(right).bodies))
  const byKind = Map.groupBy(shown, ([kind]) => kind)
  return new Map(
    [...byKind].map(([kind, bodies]) => {
      const schemas = new Map(bodies.map(([, { schema = {} }]) => [JSON.stringify(schema), schema]))
      const [only = {}] = schemas.values()
      return [kind, schemas.size === 1 ? only : {}]
    }),
  )
}
