import type { Either } from 'fp-ts/lib/Either.js'
import type { DecodeFailure, JsonObject, Unread } from '@vouchrelay/core'
import type { TopicRecord } from '../driver.ts'
import type { SchemaAnswer } from './registry/schema-answer.ts'

/** What a format reads: a record that is no tombstone, or a line of a file, which has neither headers nor a schema. */
export interface Message {
  readonly value: Uint8Array
  readonly headers: TopicRecord['headers']
  readonly schema: SchemaAnswer | undefined
}

/** What a format makes of a message. */
export interface Content {
  readonly fields: JsonObject
  /** The id that the format itself gives its events, where it has one. */
  readonly messageId?: string | undefined
}

/** How what lies on a topic is read. */
export interface Format {
  /** Total, pure and synchronous. */
  readonly read: (message: Message) => Either<DecodeFailure, Content>
  /** An event without a value is an event all the same where its headers say so. Default: none is, and it is a tombstone. */
  readonly isEvent?: (headers: TopicRecord['headers']) => boolean
  /** The id of the schema that is to be asked of a registry before `read`; undefined where the message names none. */
  readonly schemaId?: (message: Pick<Message, 'value' | 'headers'>) => string | undefined
  readonly unread?: {
    readonly text: (message: Pick<Message, 'value' | 'headers'>) => Uint8Array | undefined
    readonly fields: Unread['fields']
  }
}
