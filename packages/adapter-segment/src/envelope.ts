/** Which way an event came: from a library that speaks the Tracking API, or from one of Segment's webhooks. */
export type Channel = 'tracking' | 'webhook'

/**
 * What an event does not say itself: it is kept beside the event's bytes as JSON text, so that the event decodes the
 * same whenever that happens.
 */
export interface Envelope {
  readonly channel: Channel
  /** The call that the route stands for. */
  readonly type?: string | undefined
  /** Made at intake where the event has none. */
  readonly messageId?: string | undefined
  /** What a batch says once for all its events. */
  readonly sentAt?: unknown
  readonly context?: unknown
  readonly integrations?: unknown
  readonly userId?: unknown
  readonly anonymousId?: unknown
  /** Why intake has not parsed the event: it will be refused when it is decoded. */
  readonly fault?: { readonly expected: string; readonly found: string } | undefined
}

/** What an envelope may say for one event of several. */
export type Addition = Pick<Envelope, 'messageId' | 'fault'>

/** Writes envelopes that differ in an addition only, without writing what they share again. */
export const envelopeWriter = (shared: Envelope): ((addition?: Addition) => string) => {
  const text = JSON.stringify(shared)
  return (addition) => (addition === undefined ? text : `${text.slice(0, -1)},${JSON.stringify(addition).slice(1)}`)
}
