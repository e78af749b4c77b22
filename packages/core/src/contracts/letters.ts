import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StateFailure } from './failure.ts'
import type { Buried } from './outcome.ts'

/** An event that will not be delivered as it is, kept whole for a person to mend. */
export interface Letter {
  readonly source: string
  readonly deliveryId: string
  readonly messageId: string | undefined
  /** Absent where the event failed before any route saw it. */
  readonly route: string | undefined
  readonly end: Buried
  /** The event byte for byte as it came. */
  readonly bytes: Uint8Array
  readonly envelope: string | undefined
  /** The body that was mapped, where there was one. */
  readonly body: unknown
  /** Milliseconds since the epoch. */
  readonly receivedAt: number
  readonly buriedAt: number
}

/** Where letters are kept. Writing the letter of the same delivery and route again replaces it. */
export interface DeadLetters {
  /** Resolves when the letter is durable. */
  readonly write: (letter: Letter) => TaskEither<StateFailure, void>
}
