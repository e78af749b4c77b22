import type { Either } from 'fp-ts/lib/Either.js'
import type { BodyKind } from '../contracts/destination.ts'
import type { JsonObject } from '../contracts/event.ts'
import type { Fault } from '../contracts/failure.ts'
import type { DoubtPolicy, Priority } from '../contracts/policy.ts'
import type { Condition } from '../mapping/predicate/condition.ts'

/** A route, compiled: which events it wants and what it makes of them. All its functions are pure and total. */
export interface Route {
  /** Unique in the relay; part of the deduplication key. */
  readonly name: string
  /** The names of the sources it listens to; undefined for all. */
  readonly from?: ReadonlySet<string> | undefined
  /** The filter as it was written, for people; undefined where it wants every event. */
  readonly wants?: string | undefined
  /** What `when` was compiled from; undefined where it wants every event or nobody can say. Planning asks
   * `when` only of events of which the condition does not show that they are not wanted. */
  readonly condition?: Condition | undefined
  readonly when: (fields: JsonObject) => boolean
  /** Which of the destination's bodies it makes. */
  readonly kind: string
  readonly body: (fields: JsonObject) => Either<readonly Fault[], unknown>
  /** Default: what its kind of body allows, as `doubtPolicyOf` says. */
  readonly whenInDoubt?: DoubtPolicy | undefined
  /** Default: `normal`. */
  readonly priority?: Priority | undefined
  /** Its part of the calls beside other routes of its priority. Default: 1. */
  readonly weight?: number | undefined
}

/** What is done in doubt where nothing else is said: what is harmless is sent again, what can be verified is, the rest is parked. */
export const doubtPolicyOf = (doubtful: BodyKind<unknown>['doubtful']): DoubtPolicy => {
  if (doubtful === undefined) return 'park'
  return doubtful === 'harmless' ? 'resend' : 'verify'
}
