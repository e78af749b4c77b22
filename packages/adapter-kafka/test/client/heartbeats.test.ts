import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { setImmediate as soon } from 'node:timers/promises'
import { expect } from 'chai'
import type { Driver } from '../../src/driver.ts'
import { why, withBroker } from '../broker/broker.ts'
import { createBrokerCluster } from '../broker/broker-cluster.ts'
import type { ClusterUnderTest } from '../driver-contract/cluster-under-test.ts'
import { createWitness, joiningOf, until } from '../driver-contract/witness.ts'

/** Numbers of Kafka's calls. Source: kafka.apache.org, *Protocol guide*. */
const heartbeat = 12
const consumerGroupHeartbeat = 68
const channel = 'tracing:plt:kafka:connections:api:start'

describe(`heartbeats${why}`, () => {
  let cluster: ClusterUnderTest
  before(async function () {
    cluster = createBrokerCluster((await withBroker(this)).brokers)
  })
  after(() => cluster?.close())

  for (const protocol of ['cooperative', 'eager', 'consumer'] as const) {
    it(`go on while partitions are let go of, by the protocol "${protocol}"`, async () => {
      const topic = await cluster.topic(2)
      const drivers: Driver[] = [cluster.driver(), cluster.driver()]
      const [first, second] = [createWitness(), createWitness()]
      const joining = joiningOf(topic, protocol)
      const member = await drivers[0]?.join(joining, first.membership)
      await until(() => first.held().length === 2)
      const letGo = first.holdUp()
      // Who joins anew may be kept waiting for the first: that it was told is enough.
      const joined = drivers[1]?.join(joining, second.membership)
      await until(() => first.told.some((told) => told.startsWith('revoked')))
      expect(await beats(4)).to.equal(4)
      expect([member?.state(), first.told.length]).to.deep.equal([{ _tag: 'Joined' }, 2])
      letGo()
      await joined
      await until(() => second.held().length === 1 && first.held().length === 1)
      await Promise.all(drivers.map((driver) => driver.close()))
    })

    it(`tell nobody that a static member is away for a while, by the protocol "${protocol}"`, async () => {
      const topic = await cluster.topic(2)
      const [one, two] = [cluster.driver(), cluster.driver()]
      const [first, second] = [createWitness(), createWitness()]
      const joining = joiningOf(topic, protocol)
      await one.join({ ...joining, instanceId: 'one' }, first.membership)
      const away = await two.join({ ...joining, instanceId: 'two' }, second.membership)
      await until(() => second.held().length === 1 && first.held().length === 1)
      const told = first.told.length
      await away.leave()
      expect([await beats(4), first.told.length]).to.deep.equal([4, told])
      await Promise.all([one.close(), two.close()])
    })
  }
})

/** Resolves when a member has sent so many heartbeats. */
const beats = async (count: number): Promise<number> => {
  let sent = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  const listen = (message: unknown): void => {
    const { apiKey } = Object(message)
    if (apiKey === heartbeat || apiKey === consumerGroupHeartbeat) sent += 1
    if (sent === count) resolve()
  }
  subscribe(channel, listen)
  await promise
  unsubscribe(channel, listen)
  await soon()
  return sent
}
