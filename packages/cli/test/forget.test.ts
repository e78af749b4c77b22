import { expect } from 'chai'
import { execute } from '../src/main.ts'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { bury, operatedShop, order } from './operated-shop.ts'

type Shop = Awaited<ReturnType<typeof operatedShop>>

/** Every text and blob of the state file, as one text. */
const everythingIn = (shop: Shop): string =>
  ['journal', 'letters', 'shipments', 'notes', 'suppressed', 'replays']
    .flatMap((table) => shop.rows(`SELECT * FROM ${table}`))
    .flatMap((row) => Object.values(row))
    .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
    .join('\n')

describe('vouchrelay forget', function () {
  this.timeout(60_000)
  let shop: Shop
  beforeEach(async () => {
    shop = await operatedShop()
    await shop.run()
  })
  afterEach(() => shop[Symbol.asyncDispose]())

  /** An event of carol's that waits, since the destination refuses our keys; one of hers and dan's; one of dan's. */
  const hold = async (): Promise<void> => {
    await bury(shop)
    await shop.post(order('m4', 'carol'))
    await shop.until(`SELECT 1 FROM shipments WHERE customer = 'carol' AND state = 'delivered'`, 1)
    await shop.stop()
    await shop.rewriteAuthority('wrong-key')
    await shop.run()
    await shop.post(order('m5', 'erin'))
    await shop.until(`SELECT 1 FROM shipments WHERE customer = 'erin' AND state = 'waiting'`, 1)
  }

  it('removes a person from what waits, the letters and the ledger, while no relay runs, and sends nothing more', async () => {
    await hold()
    for (const event of [order('m6', 'carol'), order('m7', 'carol', { total: 1, coupon: 'dan' }), order('m8', 'dan')]) {
      await shop.post(event)
    }
    await shop.post(order('m9', 'carol', { total: 'x' }))
    await shop.until(`SELECT 1 FROM letters WHERE message_id = 'm9'`, 1)
    await shop.stop()
    const { status, stdout, stderr } = await shop.command('forget', 'carol', '--json')
    expect([status, JSON.parse(stdout), stderr]).to.deep.equal([
      0,
      {
        _tag: 'Forgotten',
        removed: { events: 1, letters: 0, shipments: 1 },
        sharedEvents: 1,
        underWay: 0,
        unreadableEvents: 0,
        unclearLetters: [4],
      },
      '',
    ])
    await shop.command('letters', 'drop', '4', '--yes')
    await shop.rewriteAuthority('sandbox-secret-key')
    await shop.run()
    await shop.until('SELECT 1 FROM journal', 0)
    const sent = shop.sandbox.events().map(({ body }) => body.customer)
    expect([sent.filter((customer) => JSON.stringify(customer).includes('carol')).length, sent.length]).to.deep.equal([
      1, 4,
    ])
    expect(everythingIn(shop)).not.to.contain('carol')
  })

  it('does the same while a relay runs, whose counts add up, and says what is under way', async () => {
    await hold()
    await shop.post(order('m6', 'erin'))
    await shop.command('letters', 'settle', '3', '--delivered')
    const first = await shop.command('forget', 'erin')
    const late = await shop.command('forget', 'ada', '--json')
    const { readiness, funnel } = JSON.parse((await shop.command('status', '--json')).stdout)
    expect(shop.rows(`SELECT state FROM shipments WHERE customer = 'erin'`)).to.deep.equal([{ state: 'waiting' }])
    expect(first.stdout).to.contain('shipments under way: ').and.not.to.contain('erin')
    expect([JSON.parse(late.stdout).removed, readiness.alarms.length, funnel.shop.unaccounted]).to.deep.equal([
      { events: 0, letters: 1, shipments: 1 },
      1,
      0,
    ])
  })

  it('counts what it takes from under a relay as skipped', async () => {
    await shop.stop()
    const text = (await shop.text()).replace('sandbox-secret-key', 'wrong-key')
    await shop.rewrite(`${text}limits: { unsettledEvents: 1, waitingEvents: 1 }\n`)
    await shop.run()
    const people = ['erin', 'fay', 'gil', 'hal', 'ida']
    for (const [i, person] of people.entries()) await shop.post(order(`m${i}`, person))
    const { removed } = JSON.parse((await shop.command('forget', 'ida', '--json')).stdout)
    const { readiness, funnel } = JSON.parse((await shop.command('status', '--json')).stdout)
    const { received, waiting, skipped, unaccounted } = funnel.shop
    expect([removed.events, received, waiting, skipped, unaccounted]).to.deep.equal([1, 5, 4, 1, 0])
    expect(readiness.alarms.filter((alarm: string) => !alarm.startsWith('destination'))).to.deep.equal([])
  })

  it('can be said again after it was broken off: the list is durable before anything is deleted', async () => {
    await bury(shop)
    const { url, token } = JSON.parse(await shop.access())
    const begun = fetch(`${url}/desk`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ do: 'forget', customer: 'ada' }),
    }).catch(() => undefined)
    await shop.until('SELECT 1 FROM suppressed', 1)
    await shop.stop('SIGKILL')
    await begun
    const again = await shop.command('forget', 'ada', '--json')
    await shop.run()
    await shop.post(order('m9', 'ada'))
    await shop.until('SELECT 1 FROM journal', 0)
    expect([
      again.status,
      shop.rows(`SELECT 1 FROM letters WHERE customer = 'ada'`),
      shop.sandbox.events().length,
    ]).to.deep.equal([0, [], 0])
  })

  it('takes a person off the list again', async () => {
    await shop.command('forget', 'ada')
    const said = [await shop.command('forget', 'ada', '--lift'), await shop.command('forget', 'ada', '--lift')]
    await shop.post(order('m1'))
    await shop.until(`SELECT 1 FROM shipments WHERE state = 'delivered'`, 1)
    expect(said.map(({ stdout }) => stdout)).to.deep.equal([
      'taken off the list: new events are sent again\n',
      'was not on the list\n',
    ])
  })

  it('reads the customer from standard input, and writes it nowhere', async () => {
    const [out, err] = [new PassThrough(), new PassThrough()]
    const said = Promise.all([text(out), text(err)])
    const io = { out, err, input: Readable.from([Buffer.from('ada-1\n')]), environment: {}, now: Date.now }
    const status = await execute(['forget', '-', '--settings', shop.file], io)
    out.end()
    err.end()
    const relay = await shop.stop()
    const told = [...(await said), relay?.stdout, relay?.stderr, everythingIn(shop)].join('\n')
    expect([status, shop.rows('SELECT 1 FROM suppressed').length]).to.deep.equal([0, 1])
    expect(told).not.to.contain('ada-1')
  })
})
