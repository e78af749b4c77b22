import type * as t from 'io-ts'
import { call, Id } from './call.ts'

/**
 * Two ids are one person's: `previousId` was, `userId` is.
 *
 * @see https://segment.com/docs/connections/spec/alias/
 */
export const Alias = call('alias', { userId: Id, previousId: Id })

export type Alias = t.TypeOf<typeof Alias>
