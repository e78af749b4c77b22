import {
  createCatalogue,
  loadSettings,
  relaySettings,
  startRelay,
  type Log,
  type RelaySettings,
} from '@vouchrelay/core'
import { segment } from '@vouchrelay/adapter-segment'
import { scratch } from './scratch.ts'
import { shopYaml, type Shop } from './shop.ts'

type Line = readonly [level: 'warn' | 'error', facts: Readonly<Record<string, unknown>>, message: string]

/** A log that keeps its lines. */
export const keepingLog = (): { readonly log: Log; readonly lines: readonly Line[] } => {
  const lines: Line[] = []
  const log: Log = {
    warn: (facts, message) => void lines.push(['warn', facts, message]),
    error: (facts, message) => void lines.push(['error', facts, message]),
  }
  return { log, lines }
}

/** Reads settings as a file would have them; throws what is wrong. */
export const settingsOf = (text: string): RelaySettings => {
  const read = loadSettings(relaySettings(createCatalogue([segment])), { file: 'relay.yaml', text, environment: {} })
  if (read._tag === 'Left') throw new Error(JSON.stringify(read.left))
  return read.right
}

/** Starts the relay of a shop in this process, on a state directory of its own, or on that of an earlier one. */
export const startShop = async (shop: Shop, before?: { readonly file: string; readonly state: string }) => {
  const dir = before === undefined ? await scratch() : { ...before, [Symbol.asyncDispose]: () => Promise.resolve() }
  const { log, lines } = keepingLog()
  const started = await startRelay(settingsOf(shopYaml(shop)), { file: dir.file, log, now: Date.now })()
  if (started._tag === 'Left') throw new Error(started.left.message)
  const relay = started.right
  const urlOf = (wanted: string): string => relay.endpoints.find(({ title }) => title === wanted)?.url ?? ''
  return {
    relay,
    /** What was logged. */
    lines,
    file: dir.file,
    state: dir.state,
    tracking: urlOf('tracking API'),
    admin: urlOf('admin'),
    [Symbol.asyncDispose]: async () => {
      await relay.stop()
      await dir[Symbol.asyncDispose]()
    },
  }
}
