import type * as t from 'io-ts'
import { call, Id, maybe, Members } from './call.ts'

/**
 * Somebody belongs to a group: `traits` describe the group.
 *
 * @see https://segment.com/docs/connections/spec/group/
 */
export const Group = call('group', { groupId: Id, traits: maybe(Members) })

export type Group = t.TypeOf<typeof Group>
