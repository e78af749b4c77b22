import type * as t from 'io-ts'
import { call, Id } from './call.ts'

/**
 * Somebody is to be forgotten: a notice of the classic webhook. No library sends it, so it has no path of its own.
 *
 * @see https://segment.com/docs/connections/destinations/catalog/webhooks/
 */
export const Delete = call('delete', { userId: Id })

export type Delete = t.TypeOf<typeof Delete>
