import type { JsonObject } from '@vouchrelay/core'
import type { Place } from '../place.ts'
import type { Field } from './fields.ts'

/** An action of Segment's Voucherify destination, and what a route makes in its stead. */
export interface Action {
  readonly slug: string
  /** What Segment sends. */
  readonly fields: { readonly [name: string]: Field }
  /** Which of Voucherify's bodies a route makes; undefined for an event. */
  readonly makes: 'customer' | undefined
  /** The body of the route, of the fields that are mapped. */
  readonly bodyOf: (fields: JsonObject, place: Place) => JsonObject
}
