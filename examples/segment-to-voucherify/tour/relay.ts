import { fileURLToPath } from 'node:url'
import { describeComplaint, loadRelay, startRelay, type Log, type Relay, type RelaySettings } from '@vouchrelay/core'
import { segment } from '@vouchrelay/adapter-segment'
import type { Stage } from './stage.ts'

const file = fileURLToPath(new URL('../relay.yaml', import.meta.url))

/** The source that relay.yaml names. */
export const source = 'shop'

/** A relay at work, with the settings it was made from. */
export interface Running {
  readonly relay: Relay
  readonly settings: RelaySettings
}

/** Reads relay.yaml. Throws what is wrong with it: it is ours. */
export const loadExample = async (environment: Stage['environment']): Promise<RelaySettings> => {
  const settings = await loadRelay({ file, plugins: [segment], environment })
  if (settings._tag === 'Left') throw new Error(settings.left.map(describeComplaint).join('\n'))
  return settings.right
}

/** Starts the relay of relay.yaml. Throws a sentence where it cannot start: there is no tour without it. */
export const startExample = async (
  environment: Stage['environment'],
  { log, now }: { readonly log: Log; readonly now: () => number },
): Promise<Running> => {
  const settings = await loadExample(environment)
  const relay = await startRelay(settings, { file, log, now })()
  if (relay._tag === 'Left') throw new Error(`${relay.left.part} cannot start: ${relay.left.message}`)
  return { relay: relay.right, settings }
}

/** The address of one of a relay's endpoints. */
export const urlOf = ({ endpoints }: Relay, title: string): string =>
  endpoints.find((endpoint) => endpoint.title === title)?.url ?? ''
