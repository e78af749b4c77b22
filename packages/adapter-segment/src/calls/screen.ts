import type * as t from 'io-ts'
import { call, maybe, Members, Words } from './call.ts'

/**
 * Somebody saw a screen of an app.
 *
 * @see https://segment.com/docs/connections/spec/screen/
 */
export const Screen = call('screen', { name: maybe(Words), category: maybe(Words), properties: maybe(Members) })

export type Screen = t.TypeOf<typeof Screen>
