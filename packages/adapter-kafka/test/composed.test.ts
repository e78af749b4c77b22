import { forward, memoryLedger, type Route } from '@vouchrelay/core'
import { memoryDestination } from '@vouchrelay/core/testing'
import { expect } from 'chai'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import {
  defaultConsumerSettings,
  openConsumer,
  readingOf,
  systemClock,
  TopicEntry,
  type ConsumerSettings,
} from '../src/index.ts'
import { why, withBroker } from './broker/broker.ts'
import { createBrokerCluster } from './broker/broker-cluster.ts'
import type { ClusterUnderTest } from './driver-contract/cluster-under-test.ts'

const [partitions, records] = [3, 300]

const routes: readonly Route[] = [
  {
    name: 'orders',
    kind: 'event',
    whenInDoubt: 'park',
    when: () => true,
    body: ({ customer, n, kafka }) => right({ customer, n, kafka }),
  },
]

describe(`topics brought to a destination${why}`, function () {
  this.timeout(60_000)
  let cluster: ClusterUnderTest
  before(async function () {
    cluster = createBrokerCluster((await withBroker(this)).brokers)
  })
  after(() => cluster?.close())

  for (const protocol of ['cooperative', 'eager', 'consumer'] as const) {
    it(`sends each record once and in the order of its customer: ${protocol}`, async () => {
      const topic = await cluster.topic(partitions)
      const texts = Array.from({ length: records }, (_, n) => JSON.stringify({ customer: `c-${n % 10}`, n }))
      for (const partition of Array.from({ length: partitions }, (_, p) => p)) {
        const mine = texts.filter((_, n) => (n % 10) % partitions === partition)
        await cluster.write(
          topic,
          partition,
          mine.map((value) => ({ value })),
        )
      }
      const settings: ConsumerSettings = {
        ...defaultConsumerSettings,
        sessionTimeoutMs: 10_000,
        group: `group-of-${topic}`,
        topics: [topic],
        protocol,
      }
      const opened = await openConsumer({
        driver: cluster.driver(),
        settings,
        clock: systemClock,
        log: { warn: () => undefined, error: () => undefined },
        source: 'shop',
        present: (record, { topic, partition }) => {
          const entry = new TopicEntry({ ...record, topic, partition })
          return { raw: entry, bytes: entry.bytes, envelope: entry.envelope }
        },
      })()
      if (isLeft(opened)) throw new Error(opened.left.message)
      const consumer = opened.right
      const destination = memoryDestination(() => 'ok', 8)
      const sent: number[] = []
      const all = Promise.withResolvers<void>()
      const subscription = forward({
        sources: {
          shop: {
            deliveries: consumer.deliveries,
            ...readingOf({ format: 'json', messageId: undefined, unwanted: 'decode' }),
          },
        },
        routes,
        destination,
        ledger: memoryLedger(),
        stop: new AbortController().signal,
      }).subscribe({
        next: ({ end, shipments }) => {
          if (end._tag === 'Forwarded') sent.push(shipments.length)
          if (sent.length === records) all.resolve()
        },
        error: all.reject,
      })
      await all.promise
      await consumer.close()
      subscription.unsubscribe()
      const every = Array.from({ length: partitions }, (_, partition) => ({ topic, partition }))
      const onlooker = cluster.driver()
      const committed = await onlooker.committed(settings.group, every)
      await onlooker.close()

      const numbers = destination.attempts.map(({ shipment }) => Number(shipment.body['n']))
      const byCustomer = Map.groupBy(numbers, (n) => n % 10)
      expect([...byCustomer.values()].map((own) => own.toSorted((a, b) => a - b))).to.deep.equal([
        ...byCustomer.values(),
      ])
      expect(numbers.toSorted((a, b) => a - b)).to.deep.equal(texts.map((_, n) => n))
      expect(committed.reduce((sum, { offset }) => sum + Number(offset), 0)).to.equal(records)
    })
  }
})
