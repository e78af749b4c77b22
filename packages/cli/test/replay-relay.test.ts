import { once } from 'node:events'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Ended, Started } from './vouchrelay.ts'
import { allOf, order, orders, replayWorld, sorted, until, type ReplayWorld } from './replay-world.ts'

/** A relay that runs, and where its tracking API is. */
const relayOf = async (
  world: ReplayWorld,
): Promise<{ relay: Started; track: (event: string) => Promise<Response> }> => {
  const relay = world.start(['run', 'relay.yaml'])
  const [, url = ''] = /tracking API +(http:\S+)/.exec(await relay.says('admin')) ?? []
  const authorization = `Basic ${Buffer.from('key:').toString('base64')}`
  return { relay, track: (event) => fetch(`${url}/track`, { method: 'POST', headers: { authorization }, body: event }) }
}

const end = async (relay: Started): Promise<string> => {
  relay.child.kill('SIGTERM')
  const { stdout } = await relay.ended
  return stdout.split('\n').at(-2) ?? ''
}

describe('vouchrelay replay, beside a relay', function () {
  this.timeout(120_000)

  it('leaves the file to the relay, which knows what came live', async () => {
    await using world = await replayWorld()
    const { relay, track } = await relayOf(world)
    await track(order(1))
    await until(() => world.arrived().length === 1)
    await world.write('a.ndjson', orders(5))
    const { status, stdout } = await world.run(['replay', 'a.ndjson'])
    const counts = await end(relay)
    expect([status, stdout.trim().slice(stdout.indexOf(': ') + 2), counts]).to.deep.equal([
      0,
      '5 lines = 4 delivered + 1 skipped (1 duplicate) + 0 buried + 0 blank',
      'shop: received 6 = 5 delivered + 1 skipped (1 duplicate) + 0 buried + 0 kept for the next start',
    ])
    expect(sorted(world.arrived())).to.deep.equal(allOf(5))
  })

  it('pauses it there at Ctrl-C, while the relay goes on, and goes on with it', async () => {
    await using world = await replayWorld()
    const { relay, track } = await relayOf(world)
    world.sandbox.setLatency(20)
    await world.write('a.ndjson', orders(800))
    const paused = world.start(['replay', 'a.ndjson'])
    await until(() => world.arrived().length >= 200)
    paused.child.kill('SIGINT')
    const first = await paused.ended
    world.sandbox.setLatency(0)
    await track(order(800))
    await until(() => world.arrived().includes(800))
    const second = await world.run(['replay', 'a.ndjson'])
    await end(relay)
    expect([first.status, second.status, sorted(world.arrived())]).to.deep.equal([1, 0, allOf(801)])
  })

  it('does not wait with --detach, and finds it at work again', async () => {
    await using world = await replayWorld()
    const { relay } = await relayOf(world)
    world.sandbox.setLatency(2_000)
    await world.write('a.ndjson', orders(600))
    const detached = await world.run(['replay', 'a.ndjson', '--detach', '--json'])
    const attaching = world.start(['replay', 'a.ndjson'])
    await once(attaching.child.stderr, 'data')
    world.sandbox.setLatency(0)
    const attached = await attaching.ended
    const { run, state } = JSON.parse(detached.stdout)
    const known = await world.run(['replay', 'a.ndjson'])
    await end(relay)
    expect([detached.status, state, run !== '', attached.status, known.status]).to.deep.equal([
      0,
      'running',
      true,
      0,
      2,
    ])
    expect(sorted(world.arrived())).to.deep.equal(allOf(600))
  })

  it('tells in its status of replays at work, broken off and finished', async () => {
    await using world = await replayWorld()
    await world.write('a.ndjson', orders(1))
    await world.write('b.ndjson', orders(800))
    await world.write('c.ndjson', orders(3))
    await world.run(['replay', 'a.ndjson'])
    const alone = world.start(['replay', 'b.ndjson', '--rate', '20/s'])
    await until(() => world.arrived().length >= 20)
    const during = await world.run(['status'])
    const forgetting = await world.run(['forget', 'ada'])
    alone.child.kill('SIGKILL')
    await alone.ended
    const after = await world.run(['status', '--json'])
    const { relay } = await relayOf(world)
    await world.run(['replay', 'c.ndjson'])
    const beside = await world.run(['status'])
    await end(relay)
    const replaysIn = ({ stdout }: Ended) => stdout.split('\n').filter((line) => line.startsWith('replay '))
    expect(replaysIn(during).length).to.equal(2)
    expect(replaysIn(during)[0]).to.match(/^replay {7}\S+b\.ndjson: running: \d+ lines = \d+ delivered \+ /)
    expect(replaysIn(during)[1]).to.match(
      /^replay {7}\S+a\.ndjson: finished \S+Z: 1 line = 1 delivered \+ 0 skipped \+ 0 buried \+ 0 blank$/,
    )
    expect([forgetting.status, forgetting.stderr]).to.deep.equal([
      1,
      `The replay of ${join(world.path, 'b.ndjson')} holds the state directory, and no relay runs that could be asked: ` +
        'wait for its end, or pause it with Ctrl-C, and run this command again.\n',
    ])
    const { replays } = JSON.parse(after.stdout)
    expect(replays.map(({ state }: { state: string }) => state)).to.deep.equal(['broken off', 'finished'])
    expect(
      replaysIn(beside).map((line) => / {2,}\S+?([abc])\.ndjson: (\D+?)[ :]+\d/.exec(line)?.slice(1)),
    ).to.deep.equal([
      ['c', 'finished'],
      ['b', 'broken off'],
      ['a', 'finished'],
    ])
  })

  it('goes on without it where the relay was killed: nothing is doubled, nothing is lost', async () => {
    await using world = await replayWorld()
    const { relay } = await relayOf(world)
    await world.write('a.ndjson', orders(1_000))
    const replaying = world.start(['replay', 'a.ndjson'])
    await until(() => world.arrived().length >= 300)
    relay.child.kill('SIGKILL')
    const [lost] = await Promise.all([replaying.ended, relay.ended])
    const { status } = await world.run(['replay', 'a.ndjson'])
    expect([lost.status, /The relay does not tell any more/.test(lost.stderr), status]).to.deep.equal([1, true, 0])
    expect(sorted(world.arrived())).to.deep.equal(allOf(1_000))
  })

  it('goes on where the relay was stopped', async () => {
    await using world = await replayWorld()
    world.sandbox.setLatency(20)
    const { relay } = await relayOf(world)
    await world.write('a.ndjson', orders(800))
    await world.run(['replay', 'a.ndjson', '--detach'])
    await until(() => world.arrived().length >= 200)
    await end(relay)
    world.sandbox.setLatency(0)
    const { status, stdout } = await world.run(['replay', 'a.ndjson', '--json'])
    expect([status, JSON.parse(stdout).from > 0, sorted(world.arrived())]).to.deep.equal([0, true, allOf(800)])
  })

  it('says what the relay says of a file that it cannot read', async () => {
    await using world = await replayWorld()
    const { relay } = await relayOf(world)
    const { status, stderr } = await world.run(['replay', 'a.ndjson'])
    await end(relay)
    expect([
      status,
      /a\.ndjson: expected a file with one event on each line, found no such file or folder\.$/m.test(stderr),
    ]).to.deep.equal([2, true])
  })
})
