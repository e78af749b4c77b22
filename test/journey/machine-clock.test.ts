import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { startSandbox } from '@vouchrelay/sandbox'
import { drain } from './drain.ts'
import { readyz } from './machine-readyz.ts'
import { runBin } from './run-bin.ts'
import { scratch } from './scratch.ts'
import { shopYaml } from './shop.ts'
import { idsOf, orderText, sendAll } from './simple-order.ts'
import { until } from './until.ts'
import { pausesAfter, watchRequests } from './watch-requests.ts'

const hourMs = 3_600_000

/** A timer of Node may ring up to a millisecond before its time, by a finer clock. */
const timerMs = 1

/** A clock that a process is started with, and that is set while it runs. */
const clockIn = (dir: string) => {
  const file = join(dir, 'clock')
  const set = (offsetMs: number): void => writeFileSync(file, String(offsetMs))
  set(0)
  const preload = fileURLToPath(new URL('./machine-clock.ts', import.meta.url))
  return { set, environment: { CLOCK_FILE: file, NODE_OPTIONS: `--import=${preload}` } }
}

describe('a relay whose clock is set', function () {
  this.timeout(60_000)

  for (const [way, offsetMs] of [
    ['forward', hourMs],
    ['back', -hourMs],
  ] as const) {
    it(`${way} by an hour while events flow and a destination throttles loses nothing, waits as long as it was told, and no longer`, async () => {
      await using sandbox = await startSandbox()
      using watch = watchRequests(sandbox.port)
      await using dir = await scratch(shopYaml({ voucherify: sandbox.url, destination: 'inFlight: 1' }))
      const clock = clockIn(dirname(dir.file))
      await using relay = runBin(dir.file, clock.environment)
      const { tracking, admin } = await relay.ready
      const send = (names: readonly string[]) =>
        sendAll(
          tracking,
          names.map((name) => orderText(name)),
        )
      await send(['a', 'b'])
      await drain(admin)

      sandbox.script([{ status: 429, headers: { 'retry-after': '2' } }])
      await send(['c', 'd'])
      await until('the closed gate', async () => ((await readyz(admin))?.alarms.length ?? 0) > 0)
      clock.set(offsetMs)
      await send(['e'])
      await drain(admin)
      sandbox.script([{ status: 503, headers: { 'retry-after': '1' } }])
      await send(['f'])
      await until('the first attempt', () => watch.requests().some(({ status }) => status === 503))
      clock.set(0)
      const { lost } = await drain(admin)

      const waitedAfter = (status: number, leastMs: number): boolean => {
        const [ms = 0] = pausesAfter(status, watch.requests())
        return ms >= leastMs - timerMs && ms < 20_000
      }
      expect([waitedAfter(429, 2_000), waitedAfter(503, 1_000)]).to.deep.equal([true, true])
      expect(lost.filter((n) => n !== 0)).to.deep.equal([])
      expect(idsOf(sandbox.events()).toSorted()).to.deep.equal(['a-1', 'b-1', 'c-1', 'd-1', 'e-1', 'f-1'])
    })

    it(`${way} by an hour while it is down delivers what waited, and knows a copy of what was sent before`, async () => {
      await using sandbox = await startSandbox()
      await using dir = await scratch(shopYaml({ voucherify: sandbox.url, destination: 'inFlight: 1' }))
      const clock = clockIn(dirname(dir.file))
      await using first = runBin(dir.file, clock.environment)
      await sendAll((await first.ready).tracking, [orderText('a')])
      await drain((await first.ready).admin)
      sandbox.script([{ status: 429, headers: { 'retry-after': '100' } }])
      await sendAll((await first.ready).tracking, [orderText('b'), orderText('c')])
      first.kill('SIGKILL')
      await first.ended
      sandbox.script([])
      clock.set(offsetMs)
      await using second = runBin(dir.file, clock.environment)
      await sendAll((await second.ready).tracking, [orderText('a'), orderText('d')])
      await drain((await second.ready).admin)
      second.kill('SIGTERM')
      const { status } = await second.ended
      expect(status).to.equal(0)
      expect(idsOf(sandbox.events()).toSorted()).to.deep.equal(['a-1', 'b-1', 'c-1', 'd-1'])
    })
  }

  it('back by an hour is ready again ten seconds after it could not store events, as with any clock', async () => {
    await using dir = await scratch(
      shopYaml({ voucherify: 'http://127.0.0.1:1', more: 'state: { journalMaxEvents: 1 }' }),
    )
    const clock = clockIn(dirname(dir.file))
    await using relay = runBin(dir.file, clock.environment)
    const { tracking, admin } = await relay.ready
    await sendAll(tracking, [orderText('a')])
    await sendAll(tracking, [orderText('b')]).catch(() => undefined)
    const ill = await readyz(admin)
    clock.set(-hourMs)
    await until('the relay to be well', async () => (await readyz(admin))?.status === 200)
    expect(ill?.status).to.equal(503)
  })
})
