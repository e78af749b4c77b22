import { expect } from 'chai'
import { consuming, turns } from './support/consuming.ts'

describe('a consumer of a topic', () => {
  it('hands out records with their place as their id, and commits what has ended', async () => {
    const world = await consuming(3)
    const { taken, accept } = await world.start()
    await accept(0, 2)
    await world.pass(1_000)
    const committed = [world.committed()]
    await accept(1)
    await world.pass(1_000)
    committed.push(world.committed())
    expect([taken.map(({ source, id }) => [source, id]), committed]).to.deep.equal([
      [
        ['shop', 'orders-0-0'],
        ['shop', 'orders-0-1'],
        ['shop', 'orders-0-2'],
      ],
      [1n, 3n],
    ])
  })

  it('offers what was returned again after a rest, in its order, before anything later', async () => {
    const world = await consuming(3)
    const { offsets, giveBack } = await world.start()
    await giveBack(2, 0)
    world.log.append({})
    await turns()
    const seen = [offsets().slice(3)]
    await world.pass(49)
    seen.push(offsets().slice(3))
    await world.pass(1)
    seen.push(offsets().slice(3))
    expect(seen).to.deep.equal([[], [], [0, 2, 3]])
  })

  it('rests longer each time that it comes back, until something ends', async () => {
    const world = await consuming(2)
    const { offsets, giveBack, accept } = await world.start()
    await giveBack(0)
    await world.pass(50)
    await giveBack(0)
    await world.pass(50)
    const seen = [offsets()]
    await world.pass(50)
    seen.push(offsets())
    await accept(1)
    await giveBack(0)
    await world.pass(50)
    seen.push(offsets())
    expect(seen).to.deep.equal([
      [0, 1, 0],
      [0, 1, 0, 0],
      [0, 1, 0, 0, 0],
    ])
  })

  it('hands out no more behind a record that does not end than the span, and says so', async () => {
    const world = await consuming(9)
    const { offsets, accept, partition } = await world.start({ span: 4 })
    await accept(1, 2, 3)
    const paused = [partition()?.paused, partition()?.lag]
    const seen = offsets()
    await accept(0)
    expect([seen, paused, offsets().slice(4), partition()?.paused]).to.deep.equal([
      [0, 1, 2, 3],
      ['4 records were handed out from offset 0 on, which has not ended', 9],
      [4, 5, 6, 7],
      '4 records were handed out from offset 4 on, which has not ended',
    ])
  })

  it('shows how it stands', async () => {
    const world = await consuming(3)
    const { consumer, accept } = await world.start()
    await world.pass(400)
    await accept(0)
    await world.pass(700)
    expect(consumer.status()).to.deep.equal({
      out: undefined,
      rebalances: 1,
      drains: { count: 0, lastMs: 0, longestMs: 0, cutOff: 0 },
      commitsFailed: {},
      failing: undefined,
      partitions: [
        {
          topic: 'orders',
          partition: 0,
          standing: 'reading',
          lag: 2,
          committed: '1',
          inFlight: 2,
          span: 2,
          heldBytes: 144,
          oldestMs: 1_100,
          paused: undefined,
        },
      ],
    })
  })

  it('knows that nothing is left where nothing was ever read', async () => {
    const world = await consuming(0)
    const { partition } = await world.start()
    const before = partition()?.lag
    await world.pass(1_000)
    expect([before, partition()?.lag]).to.deep.equal([undefined, 0])
  })

  it('refuses a second verdict on a delivery', async () => {
    const world = await consuming(1)
    const { taken } = await world.start()
    await taken[0]?.settle({ _tag: 'Accept' })()
    const again = await taken[0]
      ?.settle({ _tag: 'Accept' })()
      .catch((error: unknown) => String(error))
    expect(again).to.equal('Error: delivery orders-0-0 of shop was settled twice')
  })

  it('reads on when the cluster answers again, and tells why it does not', async () => {
    const world = await consuming(1)
    const failure = { _tag: 'KafkaFailure', message: 'no broker answers', passes: true } as const
    const { offsets, consumer } = await world.start({}, (driver) => driver.fail('fetch', failure, 1))
    const seen = [[offsets(), consumer.ailment()]]
    await world.pass(100)
    seen.push([offsets(), consumer.ailment()])
    expect(seen).to.deep.equal([
      [[], 'no broker answers'],
      [[0], undefined],
    ])
  })

  it('ends with the bug of a driver that fails in a way of its own', async () => {
    const world = await consuming(1)
    const { ends } = await world.start({}, (driver) =>
      Object.assign(driver, { fetch: () => Promise.reject(new TypeError('x is not a function')) }),
    )
    expect(await ends.catch(String)).to.equal('TypeError: x is not a function')
  })

  it('ends when it is told to, and commits what has ended when it is closed', async () => {
    const world = await consuming(2)
    const { accept, stop, ends, close, consumer } = await world.start()
    stop()
    await ends
    await accept(0, 1)
    await close()
    expect([world.committed(), consumer.status().partitions]).to.deep.equal([2n, []])
  })
})
