import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import { showFound, type DecodeFailure, type JsonObject } from '@vouchrelay/core'
import type { Content, Format, Message } from '../format.ts'
import { headerOf } from '../located-record.ts'
import { parseObject } from '../parse-object.ts'
import { refuse } from '../refuse.ts'
import { readBinary } from './binary.ts'
import { contentTypeOf, type ContentType } from './content-type.ts'

type Headers = Message['headers']

/**
 * CloudEvents 1.0: attributes and data in the value as JSON (structured mode), or attributes in headers and data in the value
 * (binary mode). Either way an event has its attributes as fields, and `data`, or `data_base64` where the data is no text.
 *
 * A value without any such header is read as structured: many producers leave out the content type, and so does a line of a file.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
 */
export const cloudevents: Format = {
  read: (message) => {
    const type = contentTypeOf(message.headers)
    const fields = isBinary(message.headers, type) ? readBinary(message, type) : readStructured(message, type)
    return isLeft(fields) ? fields : withId(fields.right)
  },
  // In binary mode an event may have no data, and so no value.
  isEvent: (headers) => isBinary(headers, contentTypeOf(headers)),
  unread: {
    text: ({ value, headers }) => (isBinary(headers, contentTypeOf(headers)) ? undefined : value),
    fields: { except: ['kafka'] },
  },
}

const cloudeventsType = /^application\/cloudevents(?:-batch)?(?:\+|$)/

const isBinary = (headers: Headers, type: ContentType): boolean =>
  !cloudeventsType.test(type.name) && headerOf(headers, 'ce_specversion') !== undefined

const readStructured = ({ value }: Message, { name }: ContentType): Either<DecodeFailure, JsonObject> => {
  if (cloudeventsType.test(name) && name !== 'application/cloudevents+json' && name !== 'application/cloudevents')
    return refuse('kafka.headers.content-type', 'application/cloudevents+json', showFound(name))
  return parseObject(value)
}

/** Attributes that every event has: text that is not empty. */
const required = ['id', 'source', 'type'] as const

/** Source and id together are unique; a source is a URI reference, which has no spaces. */
const withId = (fields: JsonObject): Either<DecodeFailure, Content> => {
  const version = fields['specversion']
  if (version !== '1.0') return refuse('specversion', '1.0', showFound(version))
  for (const name of required) {
    const value = fields[name]
    if (typeof value !== 'string' || value === '') return refuse(name, 'a text that is not empty', showFound(value))
  }
  return right({ fields, messageId: `${String(fields['source'])} ${String(fields['id'])}` })
}
