import type { JsonObject } from '../../contracts/event.ts'

/** A filter with an event, and whether it holds. It is shown in the reference and run as a test. */
export interface FilterExample {
  readonly filter: string
  readonly event: JsonObject
  readonly holds: boolean
}
