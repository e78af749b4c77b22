import { createPlan, type Plan } from '../pipeline/plan.ts'
import type { RelaySettings } from './relay-settings.ts'

/** Plans one event without doing anything about it. */
export type DryRun = (bytes: Uint8Array, receivedAt: number) => Plan<unknown>

/**
 * The plan of a relay that is not started: the same function the live path calls.
 *
 * @param source the name of the source the events are to come from
 * @returns undefined where the settings have no such source
 */
export const createDryRun = (settings: RelaySettings, source: string): DryRun | undefined => {
  const configured = settings.sources.find(({ name }) => name === source)
  if (configured === undefined) return undefined
  const { decode } = configured.pure()
  const plan = createPlan({ routes: settings.routes, bodies: settings.destination.pure().bodies })
  return (bytes, receivedAt) => plan(decode, { source, id: 'dry run', raw: { bytes, receivedAt } })
}
