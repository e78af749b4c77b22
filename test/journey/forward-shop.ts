import { dirname } from 'node:path'
import {
  createGate,
  forward,
  openState,
  type Endpoint,
  type GateSettings,
  type Outcome,
  type Source,
} from '@vouchrelay/core'
import { asyncScheduler, lastValueFrom, tap } from 'rxjs'
import { scratch } from './scratch.ts'
import { shopYaml, type Shop } from './shop.ts'
import { keepingLog, settingsOf } from './start-shop.ts'

const limits = { journalMaxEvents: 1_000, journalMaxBytes: 1e9, rememberDeliveredMs: 3_600_000, window: 256 }

/** The relay of a shop as the library makes it, on a gate of one's own. */
export const forwardShop = async (shop: Shop, gateSettings: GateSettings) => {
  const dir = await scratch()
  const { log } = keepingLog()
  const { sources, routes, destination } = settingsOf(shopYaml(shop))
  const opened = await openState({ dir: dir.state, ...limits }, { now: Date.now, log })()
  if (opened._tag === 'Left') throw new Error(opened.left.message)
  const state = opened.right
  const stopping = new AbortController()
  const releases: (() => Promise<void>)[] = [() => dir[Symbol.asyncDispose](), state.close]
  const resources = {
    folder: dirname(dir.file),
    log,
    now: Date.now,
    stopping: stopping.signal,
    onClose: (release: () => Promise<void>) => void releases.push(release),
  }

  const started = await destination.start({ ...resources, name: destination.name })()
  if (started._tag === 'Left') throw new Error(started.left.message)
  const running: Record<string, Source> = {}
  const endpoints: Endpoint[] = []
  for (const { name, start } of sources) {
    const source = await start({ ...resources, name, journal: state.journal(name) })()
    if (source._tag === 'Left') throw new Error(source.left.message)
    running[name] = source.right
    endpoints.push(...(source.right.endpoints ?? []))
  }

  const gate = createGate(gateSettings, stopping.signal, asyncScheduler)
  const outcomes: Outcome[] = []
  const parts = { sources: running, routes, destination: started.right, gate, stop: stopping.signal }
  const ended = lastValueFrom(forward({ ...parts, ledger: state.ledger }).pipe(tap((one) => outcomes.push(one))), {
    defaultValue: undefined,
  })
  return {
    gate,
    outcomes: outcomes as readonly Outcome[],
    letters: state.letters.count,
    tracking: endpoints[0]?.url ?? '',
    [Symbol.asyncDispose]: async () => {
      stopping.abort()
      await ended
      for (const release of releases.toReversed()) await release()
    },
  }
}
