import * as t from 'io-ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '@vouchrelay/core'
import { isObject } from '../is-object.ts'
import { MessageId } from './call.ts'

/** What a webhook sends that is none of Segment's calls: any object, as a customer's mapping in Segment makes it. */
export type Custom = JsonObject & { readonly messageId: string }

const is = (u: unknown): u is Custom => isObject(u) && MessageId.is(u['messageId'])

/**
 * Only `messageId` is asked for, which intake makes where it is missing.
 *
 * @see https://segment.com/docs/connections/destinations/catalog/actions-webhook/#customize-the-payload
 */
export const Custom = new t.Type<Custom, unknown, unknown>(
  'an object',
  is,
  (u, context) => {
    if (is(u)) return t.success(u)
    if (!isObject(u)) return t.failure(u, context)
    const read = MessageId.validate(u['messageId'], t.appendContext(context, 'messageId', MessageId, u['messageId']))
    return isLeft(read) ? read : t.success({ ...u, messageId: read.right })
  },
  t.identity,
)
