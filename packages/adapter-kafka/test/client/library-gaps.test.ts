import { randomUUID } from 'node:crypto'
import { compatibilityPartitioner, Consumer, defaultPartitioner, protocolErrors, Producer } from '@platformatic/kafka'
import { expect } from 'chai'
import { why, withBroker } from '../broker/broker.ts'
import { createBrokerCluster } from '../broker/broker-cluster.ts'
import type { ClusterUnderTest } from '../driver-contract/cluster-under-test.ts'

/**
 * What the library does not do, and the client therefore does itself. A test that fails here says that a new version has closed
 * its gap: what its title names may go.
 */
describe('gaps of @platformatic/kafka', () => {
  it('gives a key another partition than other clients do: partitioner in producing.ts', () => {
    // Java's tests say that the hash of "21" is -973932308; its clients cut off the sign. Source: apache/kafka, UtilsTest.
    const [message, key] = [{ topic: 'orders' }, Buffer.from('21')]
    expect(compatibilityPartitioner(message, key)).to.equal(-973932308 & 0x7fffffff)
    expect(defaultPartitioner(message, key)).to.equal(-973932308 >>> 0)
  })

  it('takes for good what passes: passing in errors.ts', () => {
    const names = ['REBALANCE_IN_PROGRESS', 'STALE_MEMBER_EPOCH', 'UNRELEASED_INSTANCE_ID']
    expect(names.map((name) => protocolErrors[name]?.canRetry)).to.deep.equal([false, false, false])
  })

  describe(`on a broker${why}`, () => {
    let brokers: readonly string[]
    let cluster: ClusterUnderTest
    before(async function () {
      ;({ brokers } = await withBroker(this))
      cluster = createBrokerCluster(brokers)
    })
    after(() => cluster?.close())

    const options = () => ({ clientId: 'gaps', bootstrapBrokers: [...brokers], retries: 0 })

    /** A fetch as the library makes it for its own streams, of what was committed. */
    const fetchByLibrary = async (topic: string, offsets: readonly bigint[]) => {
      const consumer = new Consumer({ ...options(), groupId: randomUUID(), autocommit: false })
      consumer.topics.track(topic)
      try {
        const found = (await consumer.metadata({ topics: [topic] })).topics.get(topic)
        const partitions = offsets.map((fetchOffset, partition) => {
          return { partition, fetchOffset, currentLeaderEpoch: -1, lastFetchedEpoch: -1, partitionMaxBytes: 1 << 20 }
        })
        const topics = [{ topicId: found?.id ?? '', partitions }]
        return await consumer.fetch({
          node: found?.partitions[0]?.leader ?? 0,
          isolationLevel: 1,
          maxWaitTime: 100,
          topics,
        })
      } finally {
        await consumer.close(true)
      }
    }

    it('reads records of transactions that were aborted: abortedAmong in read-batches.ts', async () => {
      const topic = await cluster.topic(1)
      for (const round of [1, 2, 3]) {
        await (
          await cluster.begin(topic, 0, [{ value: `aborted ${round}` }])
        )('abort')
        await (
          await cluster.begin(topic, 0, [{ value: `committed ${round}` }])
        )('commit')
      }
      const { responses } = await fetchByLibrary(topic, [0n])
      const batches = responses.flatMap(({ partitions }) => partitions).flatMap(({ records }) => records ?? [])
      const values = batches.flatMap(({ records }) => records.map(({ value }) => value?.toString() ?? ''))
      expect(values.filter((value) => value.startsWith('aborted'))).to.not.deep.equal([])
    })

    it('gives views that keep the whole answer: copyOf in read-batches.ts', async () => {
      const topic = await cluster.topic(1)
      await cluster.write(topic, 0, [{ value: 'small' }, { value: 'large'.repeat(10_000) }])
      const { responses } = await fetchByLibrary(topic, [0n])
      const value = responses[0]?.partitions[0]?.records?.[0]?.records[0]?.value
      expect(value?.buffer.byteLength).to.be.greaterThan(50_000)
    })

    it('gives nothing of any partition where one is out of range: answerIn in errors.ts', async () => {
      const topic = await cluster.topic(2)
      await cluster.write(topic, 0, [{ value: 'good' }])
      const failed = await fetchByLibrary(topic, [0n, 7n]).catch((error: unknown) => error)
      expect(failed).to.be.instanceOf(Error)
    })

    it('does not say of a missing topic what the broker said: topics before send in producing.ts', async () => {
      const producer = new Producer({ ...options(), idempotent: true, retries: 2, retryDelay: 1 })
      const failed: unknown = await producer.send({ messages: [{ topic: 'no-such-topic' }] }).catch((e: unknown) => e)
      await producer.close()
      expect(Object(failed).apiId).to.equal(undefined)
    })
  })
})
