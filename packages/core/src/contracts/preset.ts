import type { JsonObject } from './event.ts'

/** An event and what a route makes of it: a body, or a reason to pass it over, or faults. It is run as a test. */
export type RouteExample = { readonly title?: string; readonly event: JsonObject } & (
  | { readonly body: unknown }
  | { readonly skips: string }
  | { readonly fails: readonly string[] }
)

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
