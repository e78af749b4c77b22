import { expect } from 'chai'
import type { ConsumerSettings } from '../src/consumer-settings.ts'
import { consuming } from './support/consuming.ts'

describe('a partition that is assigned', () => {
  const table: readonly (readonly [
    what: string,
    startFrom: ConsumerSettings['startFrom'],
    offsets: readonly number[],
    committed: bigint,
  ])[] = [
    ['at the beginning', 'earliest', [0, 1, 2, 3], 0n],
    ['at the end', 'latest', [], 4n],
    ['at a time', { at: 15 }, [2, 3], 2n],
  ]
  for (const [what, startFrom, offsets, committed] of table) {
    it(`begins ${what} where nothing was committed, and tells the group at once`, async () => {
      const world = await consuming(4)
      const { offsets: seen } = await world.start({ startFrom })
      expect([seen(), world.committed()]).to.deep.equal([offsets, committed])
    })
  }

  it('begins where the group is, whatever the settings say', async () => {
    const world = await consuming(4, (cluster) => cluster.group('vouchrelay').offsets.set('orders-0', 3n))
    const { offsets } = await world.start({ startFrom: 'earliest' })
    expect(offsets()).to.deep.equal([3])
  })

  it('is not read where the settings ask for a committed offset and there is none', async () => {
    const world = await consuming(4)
    const { offsets, consumer } = await world.start({ startFrom: 'committed-or-fail' })
    const why = 'the group vouchrelay has committed no offset of orders-0, and startFrom asks for one'
    expect([offsets(), consumer.ailment(), world.logged, world.committed()]).to.deep.equal([[], why, [why], undefined])
  })

  it('begins when the cluster answers again', async () => {
    const world = await consuming(1)
    const failure = { _tag: 'KafkaFailure', message: 'no broker answers', passes: true } as const
    const { offsets, consumer } = await world.start({}, (driver) => driver.fail('committed', failure, 2))
    const seen = [[offsets(), consumer.ailment()]]
    await world.pass(100)
    await world.pass(200)
    seen.push([offsets(), consumer.ailment()])
    expect(seen).to.deep.equal([
      [[], 'no broker answers'],
      [[0], undefined],
    ])
  })
})

describe('a position that is not on the topic', () => {
  const at = (position: bigint, whenGone: ConsumerSettings['whenGone']) => async () => {
    const world = await consuming(6, (cluster) => {
      cluster.group('vouchrelay').offsets.set('orders-0', position)
      cluster.log('orders', 0).deleteBefore(4n)
    })
    const { offsets, consumer } = await world.start({ whenGone })
    await world.pass(2_000)
    return { offsets: offsets(), ails: consumer.ailment(), logged: world.logged, committed: world.committed() }
  }

  it('stops its partition where records were deleted unread', async () => {
    const why = 'records of orders-0 from offset 2 on were deleted before they were read; the first that is left is 4'
    expect(await at(2n, 'fail')()).to.deep.equal({ offsets: [], ails: why, logged: [why], committed: 2n })
  })

  it('moves to the first record that is left where the settings say so, and says it', async () => {
    expect(await at(2n, 'earliest')()).to.deep.equal({
      offsets: [4, 5],
      ails: undefined,
      logged: ['records were deleted from the topic before they were read: reading goes on at the first that is left'],
      committed: 4n,
    })
  })

  it('stops its partition where the topic ends before it, whatever the settings say', async () => {
    const why =
      'orders-0 ends at offset 6, before 9, where the group vouchrelay is: the topic was made anew or lost its end'
    expect(await at(9n, 'earliest')()).to.deep.equal({ offsets: [], ails: why, logged: [why], committed: 9n })
  })
})
