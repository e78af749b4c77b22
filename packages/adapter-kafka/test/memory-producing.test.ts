import { expect } from 'chai'
import { manualClock } from '@vouchrelay/core/testing'
import { turns } from './support/consuming.ts'
import { holdBack } from './support/held-back.ts'
import { memoryCluster } from './support/memory-cluster.ts'

describe('a client of a cluster in memory', () => {
  it('writes in the order in which it was given records, however long each takes', async () => {
    const cluster = memoryCluster(manualClock())
    cluster.create('orders', 1)
    const held = holdBack()
    const driver = cluster.driver(held.interleave)
    const record = { key: undefined, value: undefined, headers: [] }
    const written = [1, 2, 3].map((timestamp) => driver.produce('orders', { ...record, timestamp }))
    for (let left = 20; left > 0; left -= 1) {
      held.release(left)
      await turns()
    }
    await Promise.all(written)
    const { records } = cluster.log('orders', 0).read(0n, 1000)
    expect(records.map(({ timestamp }) => timestamp)).to.deep.equal([1, 2, 3])
  })
})
