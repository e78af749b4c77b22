import { isDeepStrictEqual } from 'node:util'
import { describeFault } from '../contracts/failure.ts'
import type { Preset, RouteExpectation } from '../contracts/preset.ts'
import type { JsonObject } from '../contracts/event.ts'
import type { Part, Plan } from '../pipeline/plan.ts'
import { createDryRun, type DryRun } from './dry-run.ts'
import type { RelaySettings } from './relay-settings.ts'
import type { RouteSettings } from './route-settings.ts'

/** What was expected beside what came. */
export interface Proof {
  readonly title: string
  readonly holds: boolean
  readonly expected: unknown
  readonly found: unknown
}

/** What becomes of an event: passed over, not even read, or what each route makes of it. */
export type EventExpectation =
  | { readonly skips: 'no route' }
  | { readonly fails: readonly string[] }
  | { readonly routes: Readonly<Record<string, RouteExpectation>> }

/** A value as JSON carries it, so that what was left out of a body is not there. */
const asJson = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

const partSays = (part: Part<unknown>): RouteExpectation => {
  switch (part._tag) {
    case 'Ready':
      return { body: asJson(part.shipment.body) }
    case 'PassedOver':
      return { skips: part.reason }
    case 'Faulty':
      return { fails: part.faults.map(describeFault) }
    default:
      return part satisfies never
  }
}

/** A plan in the words of a test. */
export const planSays = (plan: Plan<unknown>): EventExpectation => {
  if (plan._tag === 'Undecodable') return { fails: plan.faults.map(describeFault) }
  if (plan._tag === 'Unwanted' || plan.parts.length === 0) return { skips: 'no route' }
  return { routes: Object.fromEntries(plan.parts.map((part) => [part.route, partSays(part)])) }
}

/** Plans an event that is written in a file, as if its source had brought it. */
export const planWritten = (dryRun: DryRun, event: JsonObject): Plan<unknown> =>
  dryRun(Buffer.from(JSON.stringify(event)), 0)

/** Puts what was expected beside what came. */
export const proofOf = (title: string, expected: unknown, found: unknown): Proof => ({
  title,
  holds: isDeepStrictEqual(asJson(expected), asJson(found)),
  expected,
  found,
})

const routeSays = (plan: Plan<unknown>, route: string): RouteExpectation => {
  const says = planSays(plan)
  if (!('routes' in says)) return says
  return new Map(Object.entries(says.routes)).get(route) ?? { skips: 'no route' }
}

type Shown = Pick<RouteSettings, 'name' | 'from' | 'examples'>

/** Routes' examples with what comes of them; the events come from the first source that each listens to. */
const prove = (settings: RelaySettings, routes: readonly Shown[]): readonly Proof[] => {
  const dryRuns = settings.sources.map(({ name }) => ({ name, dryRun: createDryRun(settings, name) }))
  return routes.flatMap(({ name, from, examples }) => {
    const dryRun = dryRuns.find((one) => from === undefined || from.has(one.name))?.dryRun
    if (dryRun === undefined) return []
    return examples.map(({ title, event, expect }, i) =>
      proofOf(`${name}: ${title ?? `example ${i + 1}`}`, expect, routeSays(planWritten(dryRun, event), name)),
    )
  })
}

/** Runs the examples that the routes of a settings file bring. */
export const proveExamples = (settings: RelaySettings): readonly Proof[] => prove(settings, settings.routes)

/** Runs the examples that a preset brings itself; the settings use it without a name and lay nothing over it. */
export const provePreset = (settings: RelaySettings, { routes }: Preset): readonly Proof[] =>
  prove(
    settings,
    routes.map((route) => ({ ...route, from: undefined })),
  )
