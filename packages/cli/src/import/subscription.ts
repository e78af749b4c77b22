import type { JsonObject } from '@vouchrelay/core'

/** One subscription of a destination at Segment: which events it takes, and what it makes of them. */
export interface Subscription {
  /** Where it is in the file: `data.subscriptions[0]`. */
  readonly path: string
  readonly name: string
  /** What it does with an event: the slug of one of the destination's actions. */
  readonly action: string
  readonly enabled: boolean
  /** Its filter; undefined where it has none. */
  readonly trigger: string | undefined
  /** The member that holds its mapping. */
  readonly mappingKey: string
  readonly mapping: JsonObject
  /** The model of a warehouse that its rows come from; undefined where it takes events. */
  readonly model: string | undefined
}
