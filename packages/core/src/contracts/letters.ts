import type { Buried } from './outcome.ts'

/** An event that will not be delivered as it is, kept whole for a person to mend. */
export interface Letter {
  readonly source: string
  readonly deliveryId: string
  readonly messageId: string | undefined
  /** Absent where the event failed before any route saw it. */
  readonly route: string | undefined
  /** Which of the destination's bodies the route makes, and the customer it concerns, where the event got that far. */
  readonly kind: string | undefined
  readonly customer: string | undefined
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
