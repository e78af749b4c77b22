import type * as t from 'io-ts'
import { call, maybe, Members } from './call.ts'

/**
 * Who somebody is: `traits` describe them.
 *
 * @see https://segment.com/docs/connections/spec/identify/
 */
export const Identify = call('identify', { traits: maybe(Members) })

export type Identify = t.TypeOf<typeof Identify>
