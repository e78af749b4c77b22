/**
 * Where a value is in an event.
 *
 * `from` is what the keys start at: `item` is written `$.` (the event, or the list item a directive goes through),
 * `root` is written `$$.` (the event, always). No keys: all of it.
 */
export interface Path {
  readonly from: 'item' | 'root'
  /** Names of members; digits are an index where the value is a list. */
  readonly keys: readonly string[]
}
