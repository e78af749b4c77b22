import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import type { SendFailure } from './failure.ts'

/** What a route's mapping may make for a destination, and whom it concerns. */
export interface BodyKind<Body> {
  readonly codec: t.Decoder<unknown, Body>
  /** JSON Schema of the body. The attributes that a mapping names are held against it when the settings are loaded. */
  readonly schema?: Readonly<Record<string, unknown>>
  /** The customer a mapped value concerns, or undefined where it names none. Shipments of one customer keep their order. */
  readonly identity: (mapped: unknown) => string | undefined
}

/** One body on its way to a destination. */
export interface Shipment<Body> {
  readonly source: string
  readonly deliveryId: string
  readonly messageId: string
  readonly route: string
  /** Which of the destination's `bodies` it is. */
  readonly kind: string
  /** The lane: what `identity` said. */
  readonly customer: string
  readonly body: Body
}

/** Proof that a destination took a shipment. */
export interface Receipt {
  readonly status: number
  readonly requestId?: string | undefined
}

export interface Limits {
  /** How many requests may be under way at once. */
  readonly inFlight: number
}

/** Takes one shipment at a time, makes one attempt at it, and says what became of it. It does not retry. */
export interface Destination<Body> {
  readonly bodies: Readonly<Record<string, BodyKind<Body>>>
  readonly limits: Limits
  /**
   * One attempt with each run of the task, and nothing before. `stop` aborts it: before it began, no attempt is made; after
   * it was written, it is in doubt. Never rejects.
   */
  send(shipment: Shipment<Body>, stop: AbortSignal): TaskEither<SendFailure, Receipt>
}
