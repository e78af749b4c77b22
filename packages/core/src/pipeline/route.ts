import type { Either } from 'fp-ts/lib/Either.js'
import type { JsonObject, SourceEvent } from '../contracts/event.ts'
import type { Fault } from '../contracts/failure.ts'

/** A route, compiled: which events it wants and what it makes of them. All its functions are pure and total. */
export interface Route {
  /** Unique in the relay; part of the deduplication key. */
  readonly name: string
  /** The names of the sources it listens to; undefined for all. */
  readonly from?: ReadonlySet<string> | undefined
  /** The filter as it was written, for people; undefined where it wants every event. */
  readonly wants?: string | undefined
  readonly when: (fields: JsonObject) => boolean
  /** Which of the destination's bodies it makes. */
  readonly kind: string
  readonly body: (fields: JsonObject) => Either<readonly Fault[], unknown>
}

/** Whether a route listens to a source and wants an event of it. */
export const isWantedBy = ({ from, when }: Route, source: string, event: SourceEvent): boolean =>
  (from === undefined || from.has(source)) && when(event.fields)
