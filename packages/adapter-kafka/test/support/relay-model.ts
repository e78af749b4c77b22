import type { Delivery } from '@vouchrelay/core'
import { isLeft } from 'fp-ts/lib/Either.js'
import { openConsumer, type Consumer } from '../../src/consumer.ts'
import type { ConsumerSettings } from '../../src/consumer-settings.ts'
import type { Clock } from '../../src/clock.ts'
import type { Partition } from '../../src/driver.ts'
import type { Interleave } from './memory-seat.ts'
import type { MemoryCluster } from './memory-cluster.ts'
import type { MemoryDriver } from './memory-driver.ts'

/** A delivery that a model of a pipeline holds. */
export interface InHand {
  readonly delivery: Delivery
  readonly name: string
  readonly offset: bigint
  readonly bytes: number
  /** Something of it was sent: it cannot be given back without a doubt. */
  hasBegun: boolean
}

/** What a consumer does, as it does it. */
export interface RelayWatcher {
  readonly handedOut: (name: string, offset: bigint) => void
  readonly assigned: (names: readonly string[]) => void
  readonly revoking: (names: readonly string[]) => void
  readonly gone: (names: readonly string[]) => void
}

/** A consumer with a pipeline that does only what a test tells it. */
export interface RelayModel {
  readonly driver: MemoryDriver
  readonly consumer: () => Consumer | undefined
  readonly inHand: readonly InHand[]
  /** Withdrawn: nobody wants a verdict on them any more. */
  readonly ghosts: readonly InHand[]
  readonly accept: (one: InHand) => void
  readonly giveBack: (one: InHand) => void
  readonly acceptGhost: (one: InHand) => void
  readonly leave: () => Promise<void>
  readonly crash: () => void
}

const nameOf = ({ topic, partition }: Partition): string => `${topic}-${partition}`

/** @param mostInHand what the pipeline has room for */
export const relayModel = (
  cluster: MemoryCluster,
  settings: ConsumerSettings,
  clock: Clock,
  watcher: RelayWatcher,
  { interleave, mostInHand, hearsRecall }: { interleave: Interleave; mostInHand: number; hearsRecall: boolean },
): RelayModel => {
  const driver = cluster.driver(interleave)
  const stop = new AbortController()
  const inHand: InHand[] = []
  const ghosts: InHand[] = []
  let consumer: Consumer | undefined
  let roomMade = (): void => undefined
  let isCrashed = false

  const forget = (one: InHand): boolean => {
    const at = inHand.indexOf(one)
    if (at >= 0) inHand.splice(at, 1)
    roomMade()
    return at >= 0
  }

  const giveBack = (one: InHand): void => {
    if (forget(one)) void one.delivery.settle({ _tag: 'Return', reason: 'state unavailable' })()
  }

  const hold = (delivery: Delivery): void => {
    const [, name = '', offset = ''] = /^(.*)-(\d+)$/.exec(delivery.id) ?? []
    const one: InHand = { delivery, name, offset: BigInt(offset), bytes: delivery.bytes.byteLength, hasBegun: false }
    inHand.push(one)
    const { recalled, withdrawn } = delivery
    const recall = (): void => {
      if (hearsRecall && !one.hasBegun) giveBack(one)
    }
    const withdraw = (): void => {
      if (forget(one)) ghosts.push(one)
    }
    if (recalled?.aborted === true) recall()
    else recalled?.addEventListener('abort', recall)
    if (withdrawn?.aborted === true) withdraw()
    else withdrawn?.addEventListener('abort', withdraw)
  }

  const run = async (): Promise<void> => {
    const opened = await openConsumer({
      driver: {
        ...driver,
        join: (joining, { assigned, revoked, lost }) =>
          driver.join(joining, {
            assigned: (partitions) => {
              watcher.assigned(partitions.map(nameOf))
              return assigned(partitions)
            },
            revoked: async (partitions) => {
              watcher.revoking(partitions.map(nameOf))
              await revoked(partitions)
              watcher.gone(partitions.map(nameOf))
            },
            lost: (partitions) => {
              watcher.gone(partitions.map(nameOf))
              lost(partitions)
            },
          }),
      },
      settings,
      clock,
      log: { warn: () => undefined, error: () => undefined },
      source: 'orders',
      present: (record, partition) => {
        if (!isCrashed) watcher.handedOut(nameOf(partition), record.offset)
        return { raw: record, bytes: record.value ?? new Uint8Array() }
      },
    })()
    if (isLeft(opened)) throw new Error(opened.left.message)
    consumer = opened.right
    for await (const delivery of consumer.deliveries(stop.signal)) {
      hold(delivery)
      while (inHand.length >= mostInHand) await new Promise<void>((resolve) => (roomMade = resolve))
    }
  }
  const running = run()
  running.catch((error: unknown) => {
    if (!isCrashed) throw error
  })

  return {
    driver,
    consumer: () => consumer,
    inHand,
    ghosts,
    accept: (one) => {
      if (forget(one)) void one.delivery.settle({ _tag: 'Accept' })()
    },
    giveBack,
    acceptGhost: (one) => {
      ghosts.splice(ghosts.indexOf(one), 1)
      void one.delivery.settle({ _tag: 'Accept' })()
    },
    leave: async () => {
      stop.abort()
      await consumer?.close()
    },
    crash: () => {
      isCrashed = true
      driver.crash()
      inHand.splice(0)
      ghosts.splice(0)
    },
  }
}
