import type { Delivery, Verdict } from '@vouchrelay/core'
import { manualClock } from '@vouchrelay/core/testing'
import { isLeft } from 'fp-ts/lib/Either.js'
import { openConsumer } from '../../src/consumer.ts'
import { defaultConsumerSettings, type ConsumerSettings } from '../../src/consumer-settings.ts'
import { memoryCluster, type MemoryCluster } from './memory-cluster.ts'
import type { MemoryDriver } from './memory-driver.ts'

/** All that can happen without time has happened. */
export const turns = async (): Promise<void> => {
  for (let left = 10; left > 0; left--) await new Promise((resolve) => setImmediate(resolve))
}

const returned: Verdict = { _tag: 'Return', reason: 'state unavailable' }

/** A topic of one partition in memory, `orders`, and consumers of it. */
export const consuming = async (records: number, prepare: (cluster: MemoryCluster) => void = () => undefined) => {
  const clock = manualClock()
  const cluster = memoryCluster(clock)
  cluster.create('orders', 1)
  const log = cluster.log('orders', 0)
  for (let n = 0; n < records; n++) log.append({ timestamp: n * 10, value: Buffer.from(`record ${n}`) })
  prepare(cluster)
  const group = cluster.group('vouchrelay')
  const logged: string[] = []

  /** A consumer that is read as far as it gives. */
  const start = async (
    some: Partial<ConsumerSettings> = {},
    beforehand: (driver: MemoryDriver) => void = () => undefined,
  ) => {
    const driver = cluster.driver()
    beforehand(driver)
    const stop = new AbortController()
    const note = (_: unknown, message: string): void => void logged.push(message)
    const opened = await openConsumer({
      driver,
      settings: {
        ...defaultConsumerSettings,
        group: 'vouchrelay',
        topics: ['orders'],
        protocol: 'cooperative',
        ...some,
      },
      clock,
      log: { warn: note, error: note },
      source: 'shop',
      present: (raw) => ({ raw, bytes: raw.value ?? new Uint8Array() }),
    })()
    if (isLeft(opened)) throw new Error(opened.left.message)
    const consumer = opened.right
    const taken: Delivery[] = []
    const ends = (async () => {
      for await (const delivery of consumer.deliveries(stop.signal)) taken.push(delivery)
    })()
    ends.catch(() => undefined)
    await turns()
    const settle = async (verdict: Verdict, ...offsets: readonly number[]): Promise<void> => {
      for (const offset of offsets) await taken.findLast(({ id }) => id === `orders-0-${offset}`)?.settle(verdict)()
      await turns()
    }
    return {
      consumer,
      driver,
      taken,
      /** Offsets that were handed out, in their order. */
      offsets: () => taken.map(({ id }) => Number(id.slice('orders-0-'.length))),
      accept: (...offsets: readonly number[]) => settle({ _tag: 'Accept' }, ...offsets),
      giveBack: (...offsets: readonly number[]) => settle(returned, ...offsets),
      partition: () => consumer.status().partitions[0],
      stop: () => stop.abort(),
      ends,
      close: async () => {
        stop.abort()
        const closed = consumer.close()
        await turns()
        return closed
      },
    }
  }

  const pass = async (ms: number): Promise<void> => {
    await clock.advance(ms)
    await turns()
  }
  return { clock, cluster, log, logged, start, pass, committed: () => group.offsets.get('orders-0') }
}
