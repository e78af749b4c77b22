import type { Either } from 'fp-ts/lib/Either.js'
import type { JsonObject, SourceEvent } from '../contracts/event.ts'
import type { Fault } from '../contracts/failure.ts'

/** A route, compiled: which events it wants and what it makes of them. All its functions are pure and total. */
export interface Route {
  /** Unique in the relay; part of the deduplication key. */
  readonly name: string
  /** The names of the sources it listens to; undefined for all. */
  readonly from?: ReadonlySet<string> | undefined
  readonly when: (fields: JsonObject) => boolean
  /** Which of the destination's bodies it makes. */
  readonly kind: string
  readonly body: (fields: JsonObject) => Either<readonly Fault[], unknown>
}

/** The routes that want an event, in the order of the settings. */
export const matching = (routes: readonly Route[], source: string, event: SourceEvent): readonly Route[] =>
  routes.filter((route) => (route.from === undefined || route.from.has(source)) && route.when(event.fields))
