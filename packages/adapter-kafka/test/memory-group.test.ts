import { expect } from 'chai'
import { manualClock } from '@vouchrelay/core/testing'
import { createWitness, joiningOf } from './driver-contract/witness.ts'
import { turns } from './support/consuming.ts'
import { holdBack } from './support/held-back.ts'
import { memoryCluster } from './support/memory-cluster.ts'

/** A topic of two partitions, and members of its group. */
const grouped = () => {
  const clock = manualClock()
  const cluster = memoryCluster(clock)
  cluster.create('orders', 2)
  const join = async (instanceId?: string, interleave?: Parameters<typeof cluster.driver>[0]) => {
    const witness = createWitness()
    const driver = cluster.driver(interleave)
    const member = await driver.join({ ...joiningOf('orders', 'cooperative'), instanceId }, witness.membership)
    await turns()
    return { ...witness, driver, member }
  }
  return { clock, cluster, join }
}

describe('a group in memory', () => {
  it('gives what a static member left behind to others when its session has passed', async () => {
    const { clock, join } = grouped()
    const away = await join('away')
    const other = await join()
    await away.member.leave()
    await clock.advance(5999)
    const seen = [other.held()]
    await clock.advance(1)
    await turns()
    expect([...seen, other.held()]).to.deep.equal([[1], [0, 1]])
  })

  it('keeps the partitions of a static member that crashed until it comes again', async () => {
    const { join } = grouped()
    const one = await join('one')
    const other = await join('other')
    one.driver.crash()
    await turns()
    const again = await join('one')
    expect([again.told, other.told]).to.deep.equal([['assigned 0'], ['assigned 1']])
  })

  it('takes all from a static member when another comes under its name', async () => {
    const { join } = grouped()
    const before = await join('one')
    const now = await join('one')
    expect([before.told, before.member.state()._tag, now.told]).to.deep.equal([
      ['assigned 0,1', 'lost 0,1'],
      'Out',
      ['assigned 0,1'],
    ])
  })

  it('gives to others what a member lost before that member knows it, and takes no commit of it', async () => {
    const { cluster, join } = grouped()
    const held = holdBack()
    const joining = join(undefined, held.interleave)
    for (let left = 4; left > 0; left -= 1) {
      held.releaseAll()
      await turns()
    }
    const one = await joining
    cluster.group('orders-group').expel()
    const other = await join()
    const committing = one.member.commit([{ topic: 'orders', partition: 0, offset: 9n }])
    const seen = [one.told.slice(), other.told.slice()]
    held.open()
    const failures = await committing
    expect([seen, failures.map(({ error }) => error), one.told[1]]).to.deep.equal([
      [['assigned 0,1'], ['assigned 0,1']],
      ['UNKNOWN_MEMBER_ID'],
      'lost 0,1',
    ])
  })
})
