import { neverThrowing } from '../pipeline/never-throwing.ts'
import { createPlan, type Plan } from '../pipeline/plan.ts'
import type { RelaySettings } from './relay-settings.ts'

/** Plans one event without doing anything about it. */
export type DryRun = (bytes: Uint8Array, receivedAt: number) => Plan<unknown>

/**
 * The plan of a relay that is not started: the same function the live path calls.
 *
 * @param source the name of the source the events are to come from
 * @param decodesAll decodes what could be passed over unread, too: for whoever wants to know what is in it
 * @returns undefined where the settings have no such source
 */
export const createDryRun = (
  settings: RelaySettings,
  source: string,
  { decodesAll = false }: { readonly decodesAll?: boolean } = {},
): DryRun | undefined => {
  const configured = settings.sources.find(({ name }) => name === source)
  if (configured === undefined) return undefined
  const { decode, unread } = configured.pure()
  const reading = { decode, unread: decodesAll ? undefined : unread }
  const plan = neverThrowing(createPlan({ routes: settings.routes, bodies: settings.destination.pure().bodies }))
  return (bytes, receivedAt) => plan(reading, { source, id: 'dry run', receivedAt, raw: { bytes, receivedAt } })
}
