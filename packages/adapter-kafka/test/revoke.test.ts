import { expect } from 'chai'
import type { Delivery } from '@vouchrelay/core'
import { consuming, turns } from './support/consuming.ts'

const isAborted = ({ recalled, withdrawn }: Delivery): string =>
  withdrawn?.aborted === true ? 'withdrawn' : recalled?.aborted === true ? 'recalled' : 'wanted'

/** A consumer of a few records whose only partition is about to move: it closes. */
const leaving = async (records: number, accepted: readonly number[] = []) => {
  const world = await consuming(records)
  const one = await world.start({ drainMs: 1_000, lastCommitMs: 500 })
  await one.accept(...accepted)
  let isGone = false
  void one.close().then(() => (isGone = true))
  await turns()
  const standing = () => one.taken.map(isAborted)
  return { ...world, ...one, standing, isGone: () => isGone }
}

describe('a partition that is revoked', () => {
  it('goes at once where all that waits comes back', async () => {
    const { taken, giveBack, standing, isGone, committed } = await leaving(3)
    const seen = [standing()]
    for (const { id } of taken.toReversed()) await giveBack(Number(id.at(-1)))
    expect([seen, isGone(), committed()]).to.deep.equal([[['wanted', 'wanted', 'recalled']], true, 0n])
  })

  it('recalls the last first, and none before one that has begun', async () => {
    const { giveBack, accept, standing, isGone, committed } = await leaving(3)
    await giveBack(2)
    const seen = [standing()]
    await accept(1)
    seen.push(standing())
    const wasGone = isGone()
    await accept(0)
    expect([seen, wasGone, isGone(), committed()]).to.deep.equal([
      [
        ['wanted', 'recalled', 'recalled'],
        ['wanted', 'recalled', 'recalled'],
      ],
      false,
      true,
      2n,
    ])
  })

  it('recalls nothing that fills a gap before what has ended', async () => {
    const { standing } = await leaving(3, [2])
    expect(standing()).to.deep.equal(['wanted', 'wanted', 'wanted'])
  })

  it('is withdrawn when the budget is spent, with what has ended committed', async () => {
    const { accept, pass, standing, isGone, consumer, committed } = await leaving(3)
    await accept(0)
    await pass(999)
    const seen = [isGone()]
    await pass(1)
    seen.push(isGone())
    expect([seen, standing(), committed(), consumer.status().drains]).to.deep.equal([
      [false, true],
      ['withdrawn', 'withdrawn', 'withdrawn'],
      1n,
      { count: 1, lastMs: 1_000, longestMs: 1_000, cutOff: 2 },
    ])
  })

  it('goes without its last commit where the broker does not take it in time', async () => {
    const world = await consuming(1)
    const { driver, accept, close, consumer } = await world.start({ drainMs: 1_000, lastCommitMs: 500 })
    driver.member()?.refuse('REBALANCE_IN_PROGRESS', true, 1_000)
    await accept(0)
    let isGone = false
    void close().then(() => (isGone = true))
    await turns()
    await world.pass(1_499)
    const seen = [isGone]
    await world.pass(1)
    seen.push(isGone)
    expect([seen, world.committed(), Object.keys(consumer.status().commitsFailed)]).to.deep.equal([
      [false, true],
      0n,
      ['REBALANCE_IN_PROGRESS'],
    ])
  })

  it('repeats a commit that a rebalance refused', async () => {
    const world = await consuming(1)
    const { driver, accept, close } = await world.start()
    driver.member()?.refuse('REBALANCE_IN_PROGRESS', true, 1)
    await accept(0)
    void close()
    await turns()
    const seen = [world.committed()]
    await world.pass(100)
    seen.push(world.committed())
    expect(seen).to.deep.equal([0n, 1n])
  })

  it('goes to another member, which begins where this one ended', async () => {
    const world = await consuming(4)
    const one = await world.start()
    await one.accept(0, 1)
    await one.giveBack(2)
    const two = await world.start()
    void one.close()
    await turns()
    await one.giveBack(3)
    expect([two.offsets(), one.consumer.status().partitions]).to.deep.equal([[2, 3], []])
  })
})

describe('a partition that is lost', () => {
  it('is withdrawn at once, and begins anew when it comes again, whatever is said of it later', async () => {
    const world = await consuming(2)
    const { driver, taken, offsets } = await world.start()
    await world.pass(1_000)
    driver.member()?.expel()
    await turns()
    const standing = taken.slice(0, 2).map(isAborted)
    for (const delivery of taken.slice(0, 2)) await delivery.settle({ _tag: 'Accept' })()
    await world.pass(1_000)
    expect([standing, offsets(), world.committed(), taken.slice(2).map(isAborted)]).to.deep.equal([
      ['withdrawn', 'withdrawn'],
      [0, 1, 0, 1],
      0n,
      ['wanted', 'wanted'],
    ])
  })
})
