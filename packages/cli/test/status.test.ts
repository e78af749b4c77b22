import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { bury, operatedShop, order } from './operated-shop.ts'

type Shop = Awaited<ReturnType<typeof operatedShop>>

/** The rows of a status for people, by name. */
const rowsOf = (stdout: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    stdout
      .split('\n')
      .filter((line) => line.length > 13 && line.charAt(12) === ' ')
      .map((line) => [line.slice(0, 12).trim(), line.slice(13)]),
  )

const tableOf = (stdout: string): Readonly<Record<string, string>> => {
  const lines = stdout.split('\n')
  const at = lines.findIndex((line) => line.startsWith('source '))
  const [heads = [], values = []] = [lines[at], lines[at + 1]].map((line) => line?.split(/ +/))
  return Object.fromEntries(heads.map((head, i) => [head, values[i] ?? '']))
}

describe('vouchrelay status', function () {
  this.timeout(60_000)
  let shop: Shop
  beforeEach(async () => {
    shop = await operatedShop()
    await shop.run()
  })
  afterEach(() => shop[Symbol.asyncDispose]())

  it('says of a relay that runs where its events are, in a sum that adds up', async () => {
    await bury(shop)
    for (const event of [order('m4', 'carol'), order('m4', 'carol'), { ...order('m5'), event: 'Other' }])
      await shop.post(event)
    await shop.until('SELECT 1 FROM journal', 0)
    const { status, stdout } = await shop.command('status')
    expect([status, rowsOf(stdout)['destination'], rowsOf(stdout)['letters'], tableOf(stdout)]).to.deep.equal([
      0,
      'open',
      '3 (1 in doubt, 1 refused, 1 unmappable)',
      {
        source: 'shop',
        received: '6',
        waiting: '0',
        inDoubt: '0',
        delivered: '1',
        duplicate: '1',
        skipped: '1',
        invalid: '1',
        buried: '1',
        parked: '1',
        unaccounted: '0',
      },
    ])
  })

  it('says the same in metrics', async () => {
    await bury(shop)
    await shop.command('letters', 'drop', '2', '--yes')
    const { url } = JSON.parse(await shop.access())
    const text = await (await fetch(`${url}/metrics`)).text()
    const lines = text
      .split('\n')
      .filter((line) => /^vouchrelay_(funnel|letters|destination|quota_throttled)/.test(line))
    expect(lines).to.include.members([
      'vouchrelay_funnel_events{source="shop",stage="invalid"} 1',
      'vouchrelay_funnel_events{source="shop",stage="buried"} 1',
      'vouchrelay_funnel_events{source="shop",stage="parked"} 1',
      'vouchrelay_funnel_events{source="shop",stage="unaccounted"} 0',
      'vouchrelay_letters 2',
      'vouchrelay_letters_held{reason="refused"} 1',
      'vouchrelay_letters_held{reason="in doubt"} 1',
      'vouchrelay_letters_decided_total{decision="dropped"} 1',
      'vouchrelay_destination{state="open"} 1',
      'vouchrelay_destination{state="spent"} 0',
      'vouchrelay_quota_throttled_total 0',
    ])
  })

  it('fails where an alarm is raised, and says which', async () => {
    await shop.stop()
    await shop.rewriteAuthority('wrong-key')
    await shop.run()
    await shop.post(order('m1'))
    await shop.until(`SELECT 1 FROM shipments WHERE state = 'waiting'`, 1)
    const { status, stdout } = await shop.command('status')
    expect([status, rowsOf(stdout)['waiting']]).to.deep.equal([1, '1 event (1 shop); about 1 min to go'])
    expect(rowsOf(stdout)['alarm']).to.match(/^destination paused: /)
  })

  it('says of a relay that does not run what its state file holds', async () => {
    await bury(shop)
    await shop.stop('SIGKILL')
    const { status, stdout, stderr } = await shop.command('status', '--json')
    const { _tag, journal, shipments, letters, lastRun } = JSON.parse(stdout)
    expect([status, _tag, journal, shipments, letters, lastRun.endedAt]).to.deep.equal([
      1,
      'Stopped',
      [],
      [{ route: 'order', state: 'buried', count: 2 }],
      [
        { reason: 'in doubt', route: 'order', count: 1 },
        { reason: 'refused', route: 'order', count: 1 },
        { reason: 'unmappable', route: 'order', count: 1 },
      ],
      undefined,
    ])
    expect(stderr).to.match(/^No relay answers: a relay should run at \S+, but it does not answer: /)
  })

  it('tells of calls of the billing cycle that an earlier run made', async () => {
    await shop.post(order('m1'))
    await shop.until(`SELECT 1 FROM shipments WHERE state = 'delivered'`, 1)
    await shop.stop()
    await shop.run()
    const { quota } = JSON.parse((await shop.command('status', '--json')).stdout)
    expect([quota.cycle.calls, quota.lastMinute]).to.deep.equal([1, 0])
  })

  it('says what to do about a state that is not there, or of another version', async () => {
    await shop.stop()
    await shop.rewrite((await shop.text()).replace('admin:', 'state: { dir: nowhere }\nadmin:'))
    const { status, stderr } = await shop.command('status')
    expect([status, stderr]).to.deep.equal([
      1,
      `There is no ${join(shop.state, '..', 'nowhere', 'vouchrelay.sqlite')}: no relay has run on this state directory yet.\n`,
    ])
  })

  it('says nothing of settings that are wrong', async () => {
    await writeFile(shop.file, 'sources: 1')
    const { status, stdout } = await shop.command('status')
    expect([status, stdout]).to.deep.equal([2, ''])
  })
})
