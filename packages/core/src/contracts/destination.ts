import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import type { RateReading, SendFailure } from './failure.ts'
import type { Replay } from './delivery.ts'
import type { ShipmentKey } from './ledger.ts'
import type { DoubtPolicy, Priority } from './policy.ts'
import type { Quota } from './quota.ts'

/** What a route's mapping may make for a destination, and whom it concerns. */
export interface BodyKind<Body> {
  readonly codec: t.Decoder<unknown, Body>
  /** JSON Schema of the body. The attributes that a mapping names are held against it when the settings are loaded. */
  readonly schema?: Readonly<Record<string, unknown>>
  /** The customer a mapped value concerns, or undefined where it names none. Shipments of one customer keep their order. */
  readonly identity: (mapped: unknown) => string | undefined
  /**
   * What can be done where nobody knows whether a body was processed. `harmless`: sent twice it does what it does once.
   * `verifiable`: the destination's `lookUp` can tell. Absent: neither.
   */
  readonly doubtful?: 'harmless' | 'verifiable' | undefined
  /** The stamp that a body of a `verifiable` kind is sent with where its route verifies doubts. Absent: nobody can look for one. */
  readonly stamp?: ((shipment: ShipmentKey) => Stamp) | undefined
}

/** What a person finds a shipment by at the destination. */
export interface Stamp {
  /** Where it stands: `metadata.vouchrelay_id`. */
  readonly in: string
  readonly text: string
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
  /** The body as JSON, where that is at hand: it is written once for the destination and the ledger. */
  readonly bodyText?: string | undefined
  readonly whenInDoubt: DoubtPolicy
  readonly priority: Priority
  /** Milliseconds since the epoch, when the event came. */
  readonly receivedAt: number
  /** Present where the event comes again by a person's will. */
  readonly replay?: Replay | undefined
}

/** Proof that a destination took a shipment. */
export interface Receipt {
  readonly status: number
  readonly requestId?: string | undefined
  /** What the answer says of the destination's limits. */
  readonly rate?: RateReading | undefined
}

/** What a look-up found: the shipment was processed, or there is no sign of it so far. `calls`: how many it took. Default: one. */
export type Found = { readonly rate?: RateReading | undefined; readonly calls?: number | undefined } & (
  | { readonly _tag: 'Present'; readonly receipt: Receipt }
  | { readonly _tag: 'Absent' }
)

export interface Limits {
  /** How many requests may be under way at once. */
  readonly inFlight: number
  /**
   * How long after an attempt that is in doubt the absence of a shipment shows that it will never be processed, in
   * milliseconds. Default: 0.
   */
  readonly patienceMs?: number | undefined
  /** What the settings say of its quota. Absent: it is learned from what the answers say. */
  readonly quota?: Quota | undefined
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
  /**
   * Looks whether a shipment of a `verifiable` kind was processed. `since` is a time before its first attempt, in
   * milliseconds since the epoch. A call as any other: it counts, and it can fail. Never rejects.
   */
  lookUp?(shipment: Shipment<Body>, since: number, stop: AbortSignal): TaskEither<SendFailure, Found>
  /** One call that changes nothing and shows whether the destination answers. Absent: the next shipment must show it. */
  probe?(stop: AbortSignal): TaskEither<SendFailure, Receipt>
}
