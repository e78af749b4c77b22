import type * as t from 'io-ts'
import { call, maybe, Members, Words } from './call.ts'

/**
 * Somebody saw a page of a website. A page without a name may have an empty one.
 *
 * @see https://segment.com/docs/connections/spec/page/
 */
export const Page = call('page', { name: maybe(Words), category: maybe(Words), properties: maybe(Members) })

export type Page = t.TypeOf<typeof Page>
