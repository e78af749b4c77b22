import { forward } from '../../src/pipeline/forward.ts'
import type { Shipment } from '../../src/contracts/destination.ts'
import type { DoubtCause } from '../../src/contracts/failure.ts'
import type { Ledger } from '../../src/contracts/ledger.ts'
import type { Outcome } from '../../src/contracts/outcome.ts'
import type { RetryPolicies } from '../../src/delivery/retry-policy.ts'
import type { Route } from '../../src/pipeline/route.ts'
import type { MemorySource } from '../../src/testing/memory-source.ts'
import type { ModelledDestination } from './modelled-destination.ts'
import { createLife, mortalLedger, mortalSource } from './mortal.ts'
import type { VirtualTime } from './virtual-time.ts'

/** How a life ends, after so many of its steps. */
export interface LifeEnd {
  readonly by: 'crash' | 'stop'
  readonly after: number
}

/** What a relay lives with, and what outlives it. */
export interface Living {
  readonly time: VirtualTime
  readonly source: MemorySource
  readonly isJournalled: boolean
  readonly routes: readonly Route[]
  readonly destination: ModelledDestination
  readonly ledger: Ledger
  readonly retry: RetryPolicies
  readonly random: () => number
}

/** One life as it was seen. */
export interface Lived {
  readonly outcomes: readonly Outcome[]
  /** Each time that a shipment came into doubt. */
  readonly doubted: readonly { readonly shipment: Shipment<unknown>; readonly cause: DoubtCause }[]
  readonly offered: readonly string[]
  readonly settled: readonly string[]
  readonly isCrashed: boolean
}

/** Runs a relay until its source has nothing left, or its end comes. */
export const live = async (living: Living, { by, after }: LifeEnd): Promise<Lived> => {
  const { time, source, isJournalled, routes, destination, ledger, retry, random } = living
  const stop = new AbortController()
  const life = createLife(after, (die) => (by === 'crash' ? die() : stop.abort()))
  const mortal = mortalSource(source, life, isJournalled)
  const outcomes: Outcome[] = []
  const doubted: Lived['doubted'][number][] = []
  const [offered, settled] = [source.offered.length, source.verdicts.length]
  let end: { readonly error?: unknown } | undefined
  const subscription = forward({
    sources: { shop: mortal },
    routes,
    destination,
    ledger: mortalLedger(ledger, life, mortal.forget),
    stop: stop.signal,
    retry,
    scheduler: time.scheduler,
    random,
    watcher: {
      doubted: (shipment, cause) => {
        if (!life.isDead()) doubted.push({ shipment, cause })
      },
    },
  }).subscribe({
    next: (outcome) => outcomes.push(outcome),
    complete: () => (end = {}),
    error: (error: unknown) => (end = { error }),
  })
  await time.until(() => end !== undefined || life.isDead())
  subscription.unsubscribe()
  // The source is read by one life at a time.
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
  if (end?.error !== undefined) throw end.error
  return {
    outcomes,
    doubted,
    offered: source.offered.slice(offered),
    settled: source.verdicts.slice(settled).map(({ id }) => id),
    isCrashed: life.isDead(),
  }
}

/** Lives one life after the other, and a last one in which all that is left is done. */
export const liveOn = async (living: Living, ends: readonly LifeEnd[]): Promise<readonly Lived[]> => {
  const lives: Lived[] = []
  for (const end of ends) lives.push(await live(living, end))
  lives.push(await live(living, { by: 'stop', after: Infinity }))
  return lives
}
