import type { BuryReason, SkipReason } from '@vouchrelay/core'

/** A Segment call, as a library sends it. */
export type Call = Readonly<Record<string, unknown>>

/** What a route is to make of an event. */
export type Fate = 'delivered' | SkipReason | BuryReason

/** A call with what is to become of it: known to whoever made the call up, not found out from the relay. */
export interface Labelled {
  readonly call: Call
  /** Milliseconds since the epoch. */
  readonly at: number
  /** A fate for each route that wants it; without any: why no route saw it. */
  readonly fates: Readonly<Record<string, Fate>> | 'no route' | 'undecodable'
}
