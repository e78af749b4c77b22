import type { JsonObject } from './event.ts'
import type { SkipReason } from './outcome.ts'

/** What is expected of a route: a body, or a reason to pass the event over, or faults as they are shown. */
export type RouteExpectation =
  | { readonly body: unknown }
  | { readonly skips: SkipReason }
  | { readonly fails: readonly string[] }

/** An event, as its source sends it, and what a route makes of it. It is run as a test. */
export interface RouteExample {
  readonly title?: string | undefined
  readonly event: JsonObject
  readonly expect: RouteExpectation
}

/** A route as a settings file writes it. */
export interface PresetRoute {
  readonly name: string
  readonly when?: string
  /** Which of the destination's bodies it makes. Default: the destination's first. */
  readonly makes?: string
  readonly body: unknown
  readonly examples: readonly [RouteExample, ...RouteExample[]]
}

/** Routes under one name, which a settings file can take and lay its own wishes over. */
export interface Preset {
  readonly kind: 'preset'
  readonly name: string
  /** One sentence, or a few. */
  readonly summary: string
  readonly routes: readonly [PresetRoute, ...PresetRoute[]]
}
