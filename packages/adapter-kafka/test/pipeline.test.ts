import { expect } from 'chai'
import { forward, memoryLedger, type Route } from '@vouchrelay/core'
import { manualClock, memoryDestination, memorySource } from '@vouchrelay/core/testing'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import { openConsumer } from '../src/consumer.ts'
import { defaultConsumerSettings } from '../src/consumer-settings.ts'
import { turns } from './support/consuming.ts'
import { memoryCluster } from './support/memory-cluster.ts'

const routes: readonly Route[] = [
  {
    name: 'all',
    kind: 'event',
    whenInDoubt: 'park',
    when: () => true,
    body: (fields) => right({ customer: fields['customer'], n: fields['n'] }),
  },
]

const partitions = 3
const records = 300

describe('relays of one group with a pipeline each', () => {
  it('send every event once and in the order of its customer, while members come and go', async () => {
    const clock = manualClock()
    const cluster = memoryCluster(clock)
    cluster.create('orders', partitions)
    for (let n = 0; n < records; n++) {
      // A few customers have many events each, so that some wait behind others whenever a partition moves.
      const event = { messageId: `m${n}`, fields: { customer: `c${n % 12}`, n } }
      cluster.log('orders', n % partitions).append({ value: Buffer.from(JSON.stringify(event)) })
    }
    const sent: number[] = []

    const start = async () => {
      const opened = await openConsumer({
        driver: cluster.driver(),
        settings: { ...defaultConsumerSettings, group: 'vouchrelay', topics: ['orders'], protocol: 'cooperative' },
        clock,
        log: { warn: () => undefined, error: () => undefined },
        source: 'shop',
        present: ({ value = new Uint8Array() }) => ({ raw: { bytes: value }, bytes: value }),
      })()
      if (isLeft(opened)) throw new Error(opened.left.message)
      const { deliveries, close } = opened.right
      const memory = memoryDestination(() => 'ok', 4)
      const destination: typeof memory = {
        ...memory,
        send: (shipment, stop) => {
          const send = memory.send(shipment, stop)
          return async () => {
            sent.push(Number(shipment.body['n']))
            // One customer's requests take longer: others overtake it.
            if (shipment.customer === 'c0') await turns()
            return send()
          }
        },
      }
      const subscription = forward({
        sources: { shop: { deliveries, decode: memorySource('shop').decode } },
        routes,
        destination,
        // Each has its own: it cannot know what the other has sent.
        ledger: memoryLedger(),
        stop: new AbortController().signal,
      }).subscribe()
      return async () => {
        await close()
        subscription.unsubscribe()
      }
    }

    const until = async (count: number): Promise<void> => {
      for (let left = 500; left > 0 && sent.length < count; left--) await turns()
    }
    const leaves = [await start()]
    for (let count = 40; count < records; count += 40) {
      await until(count)
      leaves.push(await start())
      if (leaves.length > 2) await leaves.shift()?.()
    }
    await until(records)
    await turns()
    for (const leave of leaves) await leave()

    const byCustomer = Map.groupBy(sent, (n) => n % 12)
    expect([...byCustomer.values()].every((own) => own.every((n, at) => at === 0 || n > (own[at - 1] ?? n)))).to.equal(
      true,
    )
    expect(sent.toSorted((a, b) => a - b)).to.deep.equal(Array.from({ length: records }, (_, n) => n))
  })
})
