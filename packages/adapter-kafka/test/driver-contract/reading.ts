import { expect } from 'chai'
import type { Driver, Position } from '../../src/driver.ts'
import { readable, type ClusterUnderTest, type RawRecord } from './cluster-under-test.ts'
import { limits, never, newsOf, readAll } from './read-all.ts'

/** Laws of reading and writing. `cluster` is to be asked within tests only. */
export const describeReading = (cluster: () => ClusterUnderTest): void => {
  let driver: Driver
  beforeEach(() => {
    driver = cluster().driver()
  })
  afterEach(() => driver.close())

  const at = (topic: string, offset: number, partition = 0): Position => ({ topic, partition, offset: BigInt(offset) })

  const valuesFrom = async (position: Position) =>
    (await readAll(driver, position)).records.map((r) => readable(r).value)

  const written = async (...batches: readonly (readonly RawRecord[])[]): Promise<string> => {
    const topic = await cluster().topic(1)
    for (const batch of batches) await cluster().write(topic, 0, batch)
    return topic
  }

  const transact = async (
    topic: string,
    partition: number,
    records: readonly RawRecord[],
    end: 'commit' | 'abort',
  ): Promise<void> => {
    const finish = await cluster().begin(topic, partition, records)
    await finish(end)
  }

  it('names the partitions of topics', async () => {
    const topic = await cluster().topic(2)
    const partitions = [0, 1].map((partition) => ({ topic, partition }))
    expect(await driver.partitions([topic])).to.deep.equal(partitions)
    expect(await driver.partitions(new RegExp(`^${topic}$`))).to.deep.equal(partitions)
  })

  it('says that a topic is missing, and that waiting does not help', async () => {
    const failure = await driver.partitions(['no-such-topic']).catch((error: unknown) => error)
    expect(failure).to.deep.include({ _tag: 'KafkaFailure', passes: false })
    expect(String(Object(failure).message)).to.include('"no-such-topic"')
  })

  it('reads a record with all that belongs to it', async () => {
    const headers: RawRecord['headers'] = [
      ['trace', 'one'],
      ['empty', null],
      ['trace', 'two'],
      ['', ''],
    ]
    const topic = await written([{ key: 'ada', value: '{"a":1}', headers, timestamp: 1_700_000_000_123 }])
    const { records } = await readAll(driver, at(topic, 0))
    expect(records.map((record) => ({ ...readable(record), timestamp: record.timestamp }))).to.deep.equal([
      { offset: 0, key: 'ada', value: '{"a":1}', headers, timestamp: 1_700_000_000_123 },
    ])
  })

  it('reads a record without a key, and a tombstone', async () => {
    const topic = await written([{ value: '' }, { key: 'ada', value: null }])
    expect((await readAll(driver, at(topic, 0))).records.map(readable)).to.deep.equal([
      { offset: 0, key: null, value: '', headers: [] },
      { offset: 1, key: 'ada', value: null, headers: [] },
    ])
  })

  it('begins where it is told to, also within a batch', async () => {
    const topic = await written([{ value: 'a' }, { value: 'b' }, { value: 'c' }], [{ value: 'd' }])
    expect(await valuesFrom(at(topic, 1))).to.deep.equal(['b', 'c', 'd'])
  })

  it('tells where to read on and where the partition ends', async () => {
    const topic = await written([{ value: 'a' }, { value: 'b' }])
    const { batches } = await driver.fetch([at(topic, 0)], limits, never)
    expect(batches.map(({ topic, partition, next, end }) => ({ topic, partition, next, end }))).to.deep.equal([
      { topic, partition: 0, next: 2n, end: 2n },
    ])
  })

  it('reads no partition that it is not asked for', async () => {
    const topic = await cluster().topic(2)
    for (const partition of [0, 1]) await cluster().write(topic, partition, [{ value: `of ${partition}` }])
    await driver.fetch([at(topic, 0, 0), at(topic, 0, 1)], limits, never)
    const { batches } = await driver.fetch([at(topic, 0, 1)], limits, never)
    expect(batches.map(({ partition }) => partition)).to.deep.equal([1])
  })

  it('reads on in order where the limits are smaller than a record', async () => {
    const values = Array.from({ length: 8 }, (_, i) => `${i}`.padEnd(2000, '.'))
    const topic = await written(...values.map((value) => [{ value }]))
    const { records, batches } = await readAll(driver, at(topic, 0), 100)
    expect(records.map((record) => readable(record).value)).to.deep.equal(values)
    expect(batches).to.be.greaterThan(1)
  })

  it('gives each partition its turn where the limits are smaller than a record', async () => {
    const topic = await cluster().topic(2)
    for (const partition of [0, 1]) await cluster().write(topic, partition, [{ value: 'large'.repeat(400) }])
    const first = new Set<number>()
    for (let fetches = 0; fetches < 4; fetches += 1) {
      const fetched = await driver.fetch([at(topic, 0, 0), at(topic, 0, 1)], { ...limits, partitionBytes: 100 }, never)
      for (const { partition } of fetched.batches) first.add(partition)
    }
    expect([...first].toSorted((a, b) => a - b)).to.deep.equal([0, 1])
  })

  it('gives nothing where nothing comes', async () => {
    const topic = await cluster().topic(1)
    const fetched = await driver.fetch([at(topic, 0)], { ...limits, waitMs: 10 }, never)
    expect(newsOf(fetched, at(topic, 0))).to.deep.equal({ batches: [], gone: [] })
  })

  it('gives what comes while it waits', async () => {
    const topic = await cluster().topic(1)
    const fetching = driver.fetch([at(topic, 0)], { ...limits, waitMs: 20_000 }, never)
    await cluster().write(topic, 0, [{ value: 'late' }])
    const { batches } = await fetching
    expect(batches.flatMap(({ records }) => records.map((record) => readable(record).value))).to.deep.equal(['late'])
  })

  it('waits no longer than it is told to be patient', async () => {
    const topic = await cluster().topic(1)
    const stop = new AbortController()
    const fetching = driver.fetch([at(topic, 0)], { ...limits, waitMs: 3_600_000 }, stop.signal)
    stop.abort()
    const fetched = [await fetching, await driver.fetch([at(topic, 0)], limits, AbortSignal.abort())]
    const nothing = { batches: [], gone: [] }
    expect(fetched.map((each) => newsOf(each, at(topic, 0)))).to.deep.equal([nothing, nothing])
  })

  it('steps over the marks of transactions', async () => {
    const topic = await cluster().topic(1)
    await transact(topic, 0, [{ value: 'a' }, { value: 'b' }], 'commit')
    await cluster().write(topic, 0, [{ value: 'c' }])
    const { records, next } = await readAll(driver, at(topic, 0))
    expect(records.map(readable).map(({ offset, value }) => [offset, value])).to.deep.equal([
      [0, 'a'],
      [1, 'b'],
      [3, 'c'],
    ])
    expect(next).to.equal(4n)
  })

  it('reads nothing of transactions that were aborted', async () => {
    const topic = await cluster().topic(1)
    const expected: string[] = []
    for (let round = 0; round < 4; round += 1) {
      await transact(topic, 0, records('aborted', round), 'abort')
      await transact(topic, 0, records('committed', round), 'commit')
      expected.push(...records('committed', round).map(({ value }) => value))
    }
    await transact(topic, 0, records('aborted', 4), 'abort')
    // Whether the mark of a transaction comes with its records or later depends on how much is read at once.
    for (const partitionBytes of [limits.partitionBytes, 2000, 1]) {
      const read = await readAll(driver, at(topic, 0), partitionBytes)
      expect(read.records.map((record) => readable(record).value)).to.deep.equal(expected)
      expect(read.next).to.equal((await driver.find('latest', [at(topic, 0)]))[0]?.offset)
    }
  })

  it('reads nothing of a transaction before it has ended, nor what comes behind it', async () => {
    const topic = await written([{ value: 'a' }])
    const end = await cluster().begin(topic, 0, [{ value: 'b' }])
    await cluster().write(topic, 0, [{ value: 'c' }])
    expect(await driver.find('latest', [{ topic, partition: 0 }])).to.deep.equal([at(topic, 1)])
    expect(await valuesFrom(at(topic, 0))).to.deep.equal(['a'])
    const fetched = await driver.fetch([at(topic, 1)], { ...limits, waitMs: 10 }, never)
    expect(newsOf(fetched, at(topic, 1))).to.deep.equal({ batches: [], gone: [] })
    await end('commit')
    expect(await valuesFrom(at(topic, 1))).to.deep.equal(['b', 'c'])
  })

  it('gives what a fetch that was given up has read to nobody who asks for something else', async () => {
    const topic = await written([{ value: 'a' }], [{ value: 'b' }], [{ value: 'c' }])
    const stop = new AbortController()
    const givenUp = driver.fetch([at(topic, 0)], limits, stop.signal)
    stop.abort()
    await givenUp
    expect(await valuesFrom(at(topic, 2))).to.deep.equal(['c'])
    expect(await valuesFrom(at(topic, 0))).to.deep.equal(['a', 'b', 'c'])
  })

  it('says what is gone where it is asked for what was removed', async () => {
    const topic = await written([{ value: 'a' }], [{ value: 'b' }], [{ value: 'c' }])
    await cluster().remove(topic, 0, 2)
    const { gone } = await driver.fetch([at(topic, 0)], limits, never)
    expect(gone).to.deep.equal([{ topic, partition: 0, earliest: 2n, end: 3n }])
    expect(await valuesFrom(at(topic, 2))).to.deep.equal(['c'])
  })

  it('says what is gone where it is asked for what is not there yet', async () => {
    const topic = await written([{ value: 'a' }])
    const { gone } = await driver.fetch([at(topic, 7)], limits, never)
    expect(gone).to.deep.equal([{ topic, partition: 0, earliest: 0n, end: 1n }])
  })

  it('finds where a partition begins, where it ends, and where a time is', async () => {
    const topic = await written(
      [{ value: 'a', timestamp: 1000 }],
      [{ value: 'b', timestamp: 2000 }],
      [{ value: 'c', timestamp: 3000 }],
    )
    await cluster().remove(topic, 0, 1)
    const offsets = async (beginning: Parameters<Driver['find']>[0]) =>
      (await driver.find(beginning, [{ topic, partition: 0 }])).map(({ offset }) => Number(offset))
    expect(await offsets('earliest')).to.deep.equal([1])
    expect(await offsets('latest')).to.deep.equal([3])
    expect(await offsets({ at: 2000 })).to.deep.equal([1])
    expect(await offsets({ at: 2001 })).to.deep.equal([2])
    expect(await offsets({ at: 0 })).to.deep.equal([1])
    expect(await offsets({ at: 9000 })).to.deep.equal([3])
  })

  it('writes what it then reads', async () => {
    const topic = await cluster().topic(1)
    const bytes = (text: string) => new TextEncoder().encode(text)
    const headers = [
      ['why', bytes('refused')],
      ['why', undefined],
    ] as const
    const record = { timestamp: 1_700_000_000_000, key: bytes('ada'), value: bytes('{}'), headers }
    await driver.produce(topic, record)
    await driver.produce(topic, { ...record, key: undefined, value: undefined, headers: [] })
    expect((await readAll(driver, at(topic, 0))).records.map(readable)).to.deep.equal([
      {
        offset: 0,
        key: 'ada',
        value: '{}',
        headers: [
          ['why', 'refused'],
          ['why', null],
        ],
      },
      { offset: 1, key: null, value: null, headers: [] },
    ])
  })

  it('writes records in the order in which it was given them', async () => {
    const topic = await cluster().topic(1)
    const values = Array.from({ length: 250 }, (_, i) => String(i))
    await Promise.all(values.map((value) => driver.produce(topic, textRecord(value))))
    expect(await valuesFrom(at(topic, 0))).to.deep.equal(values)
  })

  it("gives a key the partition that Kafka's other clients give it", async () => {
    const topic = await cluster().topic(7)
    await driver.produce(topic, { timestamp: 0, key: new TextEncoder().encode('21'), value: undefined, headers: [] })
    const ends = await driver.find('latest', await driver.partitions([topic]))
    // The hash of "21" is -973932308 by Java's tests, and without its sign 1173551340. Source: apache/kafka, UtilsTest.
    expect(ends.filter(({ offset }) => offset > 0n).map(({ partition }) => partition)).to.deep.equal([3])
  })

  it('spreads records without a key', async () => {
    const topic = await cluster().topic(2)
    for (const value of ['a', 'b', 'c', 'd', 'e', 'f']) await driver.produce(topic, textRecord(value))
    const ends = await driver.find('latest', await driver.partitions([topic]))
    expect(ends.map(({ offset }) => offset > 0n)).to.deep.equal([true, true])
  })

  it('says that it cannot write where a topic is missing', async () => {
    const record = { timestamp: 0, key: undefined, value: undefined, headers: [] }
    const failure = await driver.produce('no-such-topic', record).catch((error: unknown) => error)
    expect(failure).to.deep.include({ _tag: 'KafkaFailure', passes: false })
  })

  it('knows of a group that never committed nothing', async () => {
    const topic = await cluster().topic(1)
    expect(await driver.committed(`${topic}-group`, [{ topic, partition: 0 }])).to.deep.equal([])
  })
}

const records = (what: string, round: number) =>
  Array.from({ length: 5 }, (_, i) => ({ value: `${what} ${round} ${i}`.padEnd(300, '.') }))

const textRecord = (value: string) => {
  return { timestamp: 0, key: undefined, value: new TextEncoder().encode(value), headers: [] }
}
