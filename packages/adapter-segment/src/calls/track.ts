import type * as t from 'io-ts'
import { call, maybe, Members, Name } from './call.ts'

/**
 * Somebody did something: `event` says what.
 *
 * @see https://segment.com/docs/connections/spec/track/
 */
export const Track = call('track', { event: Name, properties: maybe(Members) })

export type Track = t.TypeOf<typeof Track>
