/** A JSON object as it came out of a parser. */
export interface JsonObject {
  readonly [key: string]: unknown
}

/**
 * An event as filters and mappings see it: what a source's `decode` makes of a delivery.
 *
 * `fields` is what `$.` paths start from. It is never mutated: routes share it.
 */
export interface SourceEvent {
  /** Identifies the event among all events of its source; with the route it is the deduplication key. */
  readonly messageId: string
  readonly fields: JsonObject
}
