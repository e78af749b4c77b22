import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { allOf, order, orders, replayWorld, sorted, until } from './replay-world.ts'

/** The sum at the end of a replay. */
const sumOf = (stdout: string): string => stdout.slice(stdout.indexOf(': ') + 2).trim()

describe('vouchrelay replay', function () {
  this.timeout(120_000)

  it('sends the events of a file, and says what became of each line', async () => {
    await using world = await replayWorld()
    const { 1: second } = orders(2).split('\n')
    const lines = [
      order(0),
      '',
      second,
      order(0),
      order(3, { event: 'Page' }),
      '{"torn":',
      order(5, { properties: { n: 'x' } }),
    ]
    await world.write('a.ndjson', lines.join('\r\n'))
    const { status, stdout } = await world.run(['replay', 'a.ndjson'])
    expect([status, sumOf(stdout), sorted(world.arrived())]).to.deep.equal([
      3,
      '7 lines = 2 delivered + 2 skipped (1 duplicate, 1 no route) + 2 buried (1 undecodable, 1 unmappable) + 1 blank',
      [0, 1],
    ])
  })

  for (const [name, pack] of [
    ['plain', (text: string) => text],
    ['packed', (text: string) => gzipSync(text)],
  ] as const) {
    it(`goes on after kill -9 with a ${name} file: nothing is doubled, nothing is lost, and the counts add up`, async () => {
      await using world = await replayWorld()
      const most = 1_200
      await world.write('a.ndjson', pack(orders(most)))
      for (const enough of [300, 700]) {
        const killed = world.start(['replay', 'a.ndjson'])
        await until(() => world.arrived().length >= enough)
        killed.child.kill('SIGKILL')
        await killed.ended
      }
      const { status, stdout } = await world.run(['replay', 'a.ndjson', '--json'])
      const { state, from, position } = JSON.parse(stdout)
      const { line, delivered, skipped } = position
      expect([status, state, line, delivered + (skipped.duplicate ?? 0), from > 0]).to.deep.equal([
        0,
        'finished',
        most,
        most,
        true,
      ])
      expect(sorted(world.arrived())).to.deep.equal(allOf(most))
    })
  }

  it('pauses at Ctrl-C, and goes on', async () => {
    await using world = await replayWorld()
    world.sandbox.setLatency(20)
    await world.write('a.ndjson', orders(800))
    const paused = world.start(['replay', 'a.ndjson'])
    await until(() => world.arrived().length >= 300)
    paused.child.kill('SIGINT')
    const first = await paused.ended
    world.sandbox.setLatency(0)
    const second = await world.run(['replay', 'a.ndjson'])
    expect([first.status, /paused: the same command goes on behind line \d+/.test(first.stdout)]).to.deep.equal([
      1,
      true,
    ])
    expect([second.status, sorted(world.arrived())]).to.deep.equal([0, allOf(800)])
  })

  it('asks before it replays a file again, and then skips what was delivered', async () => {
    await using world = await replayWorld()
    await world.write('a.ndjson', orders(10))
    const first = await world.run(['replay', 'a.ndjson'])
    const second = await world.run(['replay', 'a.ndjson'])
    const third = await world.run(['replay', 'a.ndjson', '--again'])
    expect([first.status, second.status, third.status]).to.deep.equal([0, 2, 0])
    expect(second.stderr).to.match(/was replayed, until .*--again/)
    expect([sumOf(third.stdout), world.arrived().length]).to.deep.equal([
      '10 lines = 0 delivered + 10 skipped (10 duplicate) + 0 buried + 0 blank',
      10,
    ])
  })

  it('says of a file that was replayed and has changed since that it begins anew', async () => {
    await using world = await replayWorld()
    await world.write('a.ndjson', orders(2))
    await world.run(['replay', 'a.ndjson'])
    await world.write('a.ndjson', orders(3))
    const told = await world.run(['replay', 'a.ndjson', '--plan'])
    const { status, stdout, stderr } = await world.run(['replay', 'a.ndjson'])
    expect([status, sumOf(stdout)]).to.deep.equal([
      0,
      '3 lines = 1 delivered + 2 skipped (2 duplicate) + 0 buried + 0 blank',
    ])
    const note = /^\S+a\.ndjson was replayed, until \S+, and has changed since: it is replayed from its first line\. /m
    expect([note.test(told.stdout), note.test(stderr)]).to.deep.equal([true, true])
  })

  it('does not go on with a file that has changed', async () => {
    await using world = await replayWorld()
    world.sandbox.setLatency(20)
    await world.write('a.ndjson', orders(800))
    const killed = world.start(['replay', 'a.ndjson'])
    await until(() => world.arrived().length >= 300)
    killed.child.kill('SIGKILL')
    await killed.ended
    world.sandbox.setLatency(0)
    await world.write('a.ndjson', orders(801))
    const refused = await world.run(['replay', 'a.ndjson'])
    const again = await world.run(['replay', 'a.ndjson', '--again'])
    expect([refused.status, /has changed since/.test(refused.stderr), again.status]).to.deep.equal([2, true, 0])
    expect(sorted(world.arrived())).to.deep.equal(allOf(801))
  })

  it('says where a packed file is damaged, behind all that stands before', async () => {
    await using world = await replayWorld()
    const packed = gzipSync(orders(500), { level: 0 })
    await world.write('a.ndjson.gz', packed.subarray(0, packed.length / 2))
    const { status, stdout } = await world.run(['replay', 'a.ndjson.gz'])
    const [, line] = /it cannot be read behind line (\d+): unexpected end of file/.exec(stdout) ?? []
    expect([status, sorted(world.arrived())]).to.deep.equal([1, allOf(Number(line))])
  })

  it('keeps standard input until it is replayed, and no longer', async () => {
    await using world = await replayWorld()
    const { status, stderr } = await world.run(['replay', '-'], { input: orders(20) })
    const left = await readdir(join(world.path, 'state', 'replays'))
    expect([status, /state\/replays\/stdin-\S+\.ndjson/.test(stderr), left]).to.deep.equal([0, true, []])
    expect(sorted(world.arrived())).to.deep.equal(allOf(20))
  })

  it('leaves what waits in the journal alone', async () => {
    await using world = await replayWorld()
    world.sandbox.script([{ status: 401 }])
    const relay = world.start(['run', 'relay.yaml'])
    const [, url = ''] = /tracking API +(http:\S+)/.exec(await relay.says('admin')) ?? []
    const authorization = `Basic ${Buffer.from('key:').toString('base64')}`
    await fetch(`${url}/track`, { method: 'POST', headers: { authorization }, body: order(99) })
    await until(() => world.sandbox.requests > 0)
    relay.child.kill('SIGKILL')
    await relay.ended
    await world.write('a.ndjson', orders(5))
    const { status } = await world.run(['replay', 'a.ndjson'])
    expect([status, sorted(world.arrived())]).to.deep.equal([0, allOf(5)])
  })

  it('says what it cannot do', async () => {
    await using world = await replayWorld()
    await world.write('a.ndjson', orders(1))
    const missing = await world.run(['replay', 'b.ndjson'])
    const detached = await world.run(['replay', 'a.ndjson', '--detach'])
    const rate = await world.run(['replay', 'a.ndjson', '--rate', 'fast'])
    const source = await world.run(['replay', 'a.ndjson', '--source', 'other'])
    const both = await world.run(['replay', 'a.ndjson', '--plan', '--detach'])
    const all = [missing, detached, rate, source, both]
    expect([all.map(({ status }) => status), world.arrived()]).to.deep.equal([[2, 2, 2, 2, 2], []])
    expect([missing, detached, rate, both].map(({ stderr }) => stderr.split('\n')[0])).to.deep.equal([
      `${join(world.path, 'b.ndjson')}: expected a file with one event on each line, found no such file or folder.`,
      'No relay runs on the state directory: without one, leave out --detach.',
      "error: option '--rate <rate>' argument 'fast' is invalid. Expected a rate such as 20/s, 100/min or 1000/h.",
      "error: option '--plan' cannot be used with option '--detach'",
    ])
  })
})
