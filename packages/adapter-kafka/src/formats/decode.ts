import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import { showFound, tombstone, type DecodeFailure, type Source, type Unread } from '@vouchrelay/core'
import type { MessageId } from '../settings/message-id.ts'
import { readEnvelope } from './envelope.ts'
import type { Format } from './format.ts'
import { isObject } from './is-object.ts'
import type { KnownRecord } from './located-record.ts'
import { messageIdReader } from './message-id.ts'
import { withMetadata } from './metadata.ts'
import { refuse } from './refuse.ts'
import { TopicEntry } from './topic-entry.ts'

/** What a delivery, a letter or a line holds. A line of a file is no record. */
interface Held extends Pick<KnownRecord, 'schema'> {
  readonly bytes: Uint8Array
  readonly record: KnownRecord['record'] | undefined
}

/**
 * Reads a `TopicEntry`, or what a letter keeps of one (bytes and envelope), or a line of a file (bytes alone): pure, total, and
 * the same whenever it happens. A record without a value is a tombstone, if its format does not say otherwise.
 */
export const createDecode = (format: Format, messageId: MessageId | undefined): Source['decode'] => {
  const idOf = messageIdReader(messageId)
  return (raw) => {
    const held = hold(raw)
    if (isLeft(held)) return held
    const { bytes, record, schema } = held.right
    const headers = record?.headers ?? []
    if (record !== undefined && record.value === undefined && format.isEvent?.(headers) !== true) return tombstone
    const content = format.read({ value: bytes, headers, schema })
    if (isLeft(content)) return content
    const fields = record === undefined ? content.right.fields : withMetadata(content.right.fields, record)
    const id = idOf({ content: content.right, fields, record, bytes })
    return isLeft(id) ? id : right({ messageId: id.right, fields })
  }
}

/** What can be told of a record before it is decoded, where its format can tell something. */
export const createUnread = ({ unread }: Format): Unread | undefined =>
  unread && {
    text: (raw) => {
      const held = hold(raw)
      if (isLeft(held)) return undefined
      const { bytes, record } = held.right
      if (record !== undefined && record.value === undefined) return undefined
      return unread.text({ value: bytes, headers: record?.headers ?? [] })
    },
    fields: unread.fields,
  }

const hold = (raw: unknown): Either<DecodeFailure, Held> => {
  if (raw instanceof TopicEntry) return right(raw)
  if (!isObject(raw)) return refuse('', 'a record of a topic', showFound(raw))
  const { bytes, envelope } = raw
  if (!(bytes instanceof Uint8Array)) return refuse('', 'the bytes of a record', showFound(bytes))
  if (envelope === undefined) return right({ bytes, record: undefined, schema: undefined })
  if (typeof envelope !== 'string') return refuse('', 'the envelope of a record', showFound(envelope))
  const known = readEnvelope(envelope, bytes)
  return isLeft(known) ? known : right({ ...known.right, bytes })
}
