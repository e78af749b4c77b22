import type { JsonObject } from '@vouchrelay/core'
import type { Note } from './place.ts'
import type { Subscription } from './subscription.ts'

/** A route as a settings file writes it. */
export interface WrittenRoute {
  readonly name: string
  readonly when: string
  readonly makes?: 'customer'
  readonly body: JsonObject
}

/** What became of a subscription: a route, or nothing, for a reason. The notes say what was changed on the way. */
export type Imported = { readonly subscription: Subscription; readonly notes: readonly Note[] } & (
  | { readonly _tag: 'Kept'; readonly route: WrittenRoute }
  | { readonly _tag: 'LeftOut'; readonly reasons: readonly string[] }
)
