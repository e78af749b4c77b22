import type { JsonObject } from '@vouchrelay/core'
import { wholeShown } from './exact-number.ts'
import type { LocatedRecord } from './located-record.ts'
import { textOf } from './text-of.ts'

/**
 * The event with `kafka`: `topic`, `partition`, `offset`, `key`, `timestamp` (milliseconds since the epoch) and `headers`.
 *
 * A key or header that is no text (no UTF-8, or with a NUL in it, as binary keys have) is not there: base64 of it would pass for
 * somebody's id. Of several headers with one name the last counts. What the event itself calls `kafka` is `kafka.own`.
 */
export const withMetadata = (fields: JsonObject, record: LocatedRecord): JsonObject => {
  const { topic, partition, offset, key, timestamp, headers } = record
  const kafka: Record<string, unknown> = { topic, partition, offset: wholeShown(offset) }
  const keyText = key && plainText(key)
  if (keyText !== undefined) kafka['key'] = keyText
  // -1: the producer gave it none.
  if (timestamp >= 0) kafka['timestamp'] = timestamp
  if (headers.length > 0) kafka['headers'] = headerTexts(headers)
  if (fields['kafka'] !== undefined) kafka['own'] = fields['kafka']
  return { ...fields, kafka }
}

/** Written out, since every record is asked: a map and its entries take three times as long. */
const headerTexts = (headers: LocatedRecord['headers']): JsonObject => {
  const texts: Record<string, unknown> = {}
  for (const [name, bytes] of headers) {
    const value = bytes === undefined ? null : plainText(bytes)
    if (value === undefined) delete texts[name]
    // A member like the others, and not the object's prototype.
    else if (name === '__proto__') Object.defineProperty(texts, name, { value, ...plainMember })
    else texts[name] = value
  }
  return texts
}

const plainMember = { enumerable: true, configurable: true, writable: true }

const plainText = (bytes: Uint8Array): string | undefined => (bytes.includes(0) ? undefined : textOf(bytes))
