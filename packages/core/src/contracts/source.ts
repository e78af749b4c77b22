import type { Either } from 'fp-ts/lib/Either.js'
import type { Delivery } from './delivery.ts'
import type { SourceEvent } from './event.ts'
import type { DecodeFailure, Tombstone } from './failure.ts'

/**
 * A log that is pulled.
 *
 * `deliveries` is iterated once. The next delivery is asked for only when there is room for it, so a source reads
 * nothing ahead without bound. It ends soon after `stop` aborts. Deliveries of one customer come in their order;
 * one that was returned comes again before any later one of that customer, after a pause: what it waits for is still
 * under way. Nothing is handed over again before it is settled.
 */
export interface Source {
  readonly deliveries: (stop: AbortSignal) => AsyncIterable<Delivery>
  /**
   * Total, pure and synchronous: no clock, no network. Reads a delivery's `raw`, and `{ bytes, envelope, receivedAt }`,
   * which is what a letter keeps; a dry run gives bytes and time alone. A tombstone is skipped and counted.
   */
  readonly decode: (raw: unknown) => Either<DecodeFailure | Tombstone, SourceEvent>
  /**
   * What can be told of deliveries before they are decoded. Giving it means that an event which no route wants need not be
   * decoded: one that cannot be is then skipped as such, and not buried.
   */
  readonly unread?: Unread | undefined
  /** Where senders reach it, for people: shown at start. */
  readonly endpoints?: readonly Endpoint[]
  /** Why it cannot take events just now, in a sentence; undefined while it can. Readiness asks. */
  readonly ailment?: () => string | undefined
}

/** What stands in a delivery before it is decoded. */
export interface Unread {
  /** The JSON text, in UTF-8, that `decode` parses; undefined where the event says more than stands in it. Pure. */
  readonly text: (raw: unknown) => Uint8Array | undefined
  /**
   * First names of the fields that `decode` takes from that text as they are, with all that is below them; or those that it does
   * not take so, where it takes all others.
   */
  readonly fields: readonly string[] | { readonly except: readonly string[] }
}

export interface Endpoint {
  /** What it is for: `tracking API`. */
  readonly title: string
  readonly url: string
}

/** What events of a source look like: `open` takes any path, a list closes the names a path may start with. */
export type Shape = 'open' | readonly string[]
