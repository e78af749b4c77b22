import { createExplain } from '../mapping/explain.ts'
import type { Leaf } from '../mapping/explain/leaves.ts'
import { createDecide, type Decide, type Finding } from '../mapping/predicate/explain-condition.ts'
import type { Part, Plan } from '../pipeline/plan.ts'
import { createDryRun } from './dry-run.ts'
import type { RelaySettings } from './relay-settings.ts'
import type { RouteSettings } from './route-settings.ts'

/** What one route made of an event, and why. */
export type RouteExplained =
  /** It listens to other sources. */
  | { readonly _tag: 'Elsewhere'; readonly route: string; readonly from: readonly string[] }
  /** Its filter did not hold. */
  | { readonly _tag: 'Unwanted'; readonly route: string; readonly because: readonly Finding[] }
  /** Its filter held, or it has none. The leaves are those of the mapping; a body is checked after that. */
  | {
      readonly _tag: 'Wanted'
      readonly route: string
      readonly because: readonly Finding[]
      readonly part: Part<unknown>
      readonly leaves: readonly Leaf[]
    }

/** A plan with the reasons for it. */
export interface ExplainedPlan {
  readonly plan: Plan<unknown>
  /** One for each route of the settings, in their order; none where the event cannot be decoded. */
  readonly routes: readonly RouteExplained[]
}

/** Plans one event without doing anything about it, and says why. */
export type ExplainedRun = (bytes: Uint8Array, receivedAt: number) => ExplainedPlan

/**
 * A dry run that explains itself. The plan in it is the dry run's own, of an event that is decoded in any
 * case; the reasons are found beside it.
 *
 * @param source the name of the source the events are to come from
 * @returns undefined where the settings have no such source
 */
export const createExplainedRun = (settings: RelaySettings, source: string): ExplainedRun | undefined => {
  const dryRun = createDryRun(settings, source)
  const decoding = createDryRun(settings, source, { decodesAll: true })
  if (dryRun === undefined || decoding === undefined) return undefined
  const routes = settings.routes.map(explainRoute)
  return (bytes, receivedAt) => {
    const decoded = decoding(bytes, receivedAt)
    const plan = decoded._tag === 'Planned' ? decoded : dryRun(bytes, receivedAt)
    return { plan, routes: plan._tag === 'Planned' ? routes.map((explain) => explain(plan)) : [] }
  }
}

type Planned = Extract<Plan<unknown>, { readonly _tag: 'Planned' }>

const unconditional: Decide = () => ({ holds: true, because: [] })

const explainRoute = ({ name: route, from, wants, condition, mapping }: RouteSettings) => {
  const explain = createExplain(mapping)
  const decide = condition === undefined ? unconditional : createDecide(condition, wants ?? '')
  return ({ event, parts }: Planned): RouteExplained => {
    const part = parts.find((one) => one.route === route)
    const { holds, because } = decide(event.fields)
    if (part !== undefined) return { _tag: 'Wanted', route, because, part, leaves: explain(event.fields).leaves }
    return holds ? { _tag: 'Elsewhere', route, from: [...(from ?? [])] } : { _tag: 'Unwanted', route, because }
  }
}
