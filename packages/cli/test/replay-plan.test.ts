import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { order, orders, replayWorld } from './replay-world.ts'

describe('vouchrelay replay --plan', function () {
  this.timeout(120_000)

  it('tells what would become of a file, and sends nothing', async () => {
    await using world = await replayWorld()
    await world.write('before.ndjson', orders(2))
    await world.run(['replay', 'before.ndjson'])
    const lines = [
      orders(4),
      '\n',
      `${order(3)}\n`,
      `${order(5, { properties: {} })}\n`,
      `${order(6, { event: 'Page' })}\n`,
      `${order(7, { userId: null, anonymousId: 'a' })}\n`,
      `${order(8, { timestamp: '2020-01-01T00:00:00Z' })}\n`,
      'x',
    ]
    await world.write('a.ndjson', lines.join(''))
    const { status, stdout } = await world.run(['replay', 'a.ndjson', '--plan', '--json'])
    const { file: _, misfits, notes, cost, ...told } = JSON.parse(stdout)
    expect([status, told]).to.deep.equal([
      0,
      {
        source: 'shop',
        from: 0,
        lines: 11,
        blank: 1,
        delivered: 4,
        skipped: { duplicate: 3, 'no route': 1, 'no identity': 1 },
        buried: { undecodable: 1 },
        routes: {
          order: {
            shipments: 4,
            delivered: 2,
            repeated: 1,
            skipped: { 'no identity': 1 },
            inDoubt: 0,
            buried: {},
            naming: 0,
            pays: 'may',
          },
        },
        beyondMemory: 1,
      },
    ])
    const { quota, ...price } = cost
    expect([price, quota.calls, misfits.length, notes.length]).to.deep.equal([
      { calls: 4, leastMs: 1 },
      1_000_000,
      1,
      1,
    ])
    expect(world.arrived().length).to.equal(2)
  })

  it('goes on where a replay was broken off, and says why one would not begin', async () => {
    await using world = await replayWorld()
    await world.write('a.ndjson', orders(5))
    await world.run(['replay', 'a.ndjson'])
    const { status, stdout } = await world.run(['replay', 'a.ndjson', '--plan'])
    expect([status, /5 lines = 0 to deliver \+ 5 to skip \(5 duplicate\)/.test(stdout)]).to.deep.equal([0, true])
    expect(stdout).to.match(/was replayed, until .*--again/)
  })

  it('tells how long a packed file takes at a rate', async () => {
    await using world = await replayWorld()
    await world.write('a.ndjson.gz', gzipSync(orders(3)))
    const { stdout } = await world.run(['replay', 'a.ndjson.gz', '--plan', '--rate', '1/min'])
    expect(stdout).to.match(/3 calls\.\nIt takes 3 min at least, until /)
  })
})
