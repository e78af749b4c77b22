import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import type { DecodeFailure } from '@vouchrelay/core'
import type { Format, Message } from './format.ts'
import { parseObject } from './parse-object.ts'
import { isFramed, readFrame } from './registry/frame.ts'

/**
 * JSON behind a schema's id, as serializers of JSON Schema write it. The schema says nothing of how to read it, so no registry is
 * asked: the producer's serializer has checked it, and mappings check what they use.
 *
 * @see https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format
 */
export const jsonSchema: Format = {
  read: (message) => {
    const payload = payloadOf(message)
    if (isLeft(payload)) return payload
    const fields = parseObject(payload.right)
    return isLeft(fields) ? fields : right({ fields: fields.right })
  },
  unread: {
    text: (message) => {
      const payload = payloadOf(message)
      return isLeft(payload) ? undefined : payload.right
    },
    fields: { except: ['kafka'] },
  },
}

const payloadOf = (message: Pick<Message, 'value' | 'headers'>): Either<DecodeFailure, Uint8Array> => {
  if (!isFramed(message)) return right(message.value)
  const frame = readFrame(message)
  return isLeft(frame) ? frame : right(frame.right.payload)
}
