import { expect } from 'chai'
import { bury, operatedShop, order } from './operated-shop.ts'

type Shop = Awaited<ReturnType<typeof operatedShop>>

const lifeOf = async (shop: Shop, messageId: string, ...args: readonly string[]) => {
  const { status, stdout } = await shop.command('explain', messageId, '--json', ...args)
  return { status, life: JSON.parse(stdout) }
}

describe('vouchrelay explain', function () {
  this.timeout(60_000)
  let shop: Shop
  beforeEach(async () => {
    shop = await operatedShop()
    await shop.run()
  })
  afterEach(() => shop[Symbol.asyncDispose]())

  it('tells of each route what became of it: delivered with its proof, refused with its letter, copies', async () => {
    shop.sandbox.script([{ status: 400 }])
    await shop.post(order('m1', 'ada', { total: 2, coupon: 'C' }))
    await shop.until('SELECT 1 FROM journal', 0)
    await shop.post(order('m1', 'ada', { total: 2, coupon: 'C' }))
    await shop.until('SELECT 1 FROM shipments WHERE copies = 1', 1)
    const { status, life } = await lifeOf(shop, 'm1', '--source', 'shop')
    const routes = life.shipments.map((one: Record<string, unknown>) => [
      one['route'],
      one['state'],
      one['copies'],
      one['status'],
    ])
    expect([status, life.known, routes.length]).to.deep.equal([0, true, 2])
    expect(routes).to.deep.include(['coupon', 'delivered', 1, 200])
    const { stdout } = await shop.command('explain', 'm1')
    expect(stdout).to.match(/ {2}coupon: delivered \S+ \(status 200/)
    expect(stdout).to.contain('\n    1 copy skipped\n').and.to.contain('for C')
  })

  it('tells of each attempt, and of the letter that holds it', async () => {
    await bury(shop)
    const { stdout } = await shop.command('explain', 'm3')
    expect(stdout).to.match(/^m3\n {2}order: parked \S+: in doubt, and never sent again by itself\n/)
    expect(stdout).to.match(/attempt \S+ {2}in doubt, the answer does not say it, status 500.*: answered 500/)
    expect(stdout).to.contain('letter 3 holds it: vouchrelay letters show 3')
    const unmapped = await shop.command('explain', 'm2')
    expect(unmapped.stdout).to.match(/^m2\n {2}order: buried \S+: unmappable\n/)
  })

  it('tells of a letter in doubt without its shipment that it is parked', async () => {
    await bury(shop)
    await shop.stop()
    shop.change('DELETE FROM shipments')
    const { stdout } = await shop.command('explain', 'm3')
    expect(stdout).to.match(/^m3\n {2}order: parked \S+: in doubt, and never sent again by itself\n/)
  })

  it('tells of the stamp by which an event is found in Voucherify, where it has one', async () => {
    await shop.post(order('m1'))
    await shop.until("SELECT 1 FROM shipments WHERE state = 'delivered'", 1)
    const parked = await shop.command('explain', 'm1')
    await shop.rewrite((await shop.text()).replaceAll('whenInDoubt: park', 'whenInDoubt: verify'))
    const verified = await shop.command('explain', 'm1')
    const { life } = await lifeOf(shop, 'm1')
    expect(parked.stdout).not.to.contain('stamp')
    expect(verified.stdout).to.contain('\n    stamp shop/m1/order in metadata.vouchrelay_id\n')
    expect(life.shipments[0].stamp).to.deep.equal({ in: 'metadata.vouchrelay_id', text: 'shop/m1/order' })
  })

  it('tells that a letter was dropped, and why it had been buried', async () => {
    await bury(shop)
    await shop.command('letters', 'drop', '1', '--yes')
    const { life } = await lifeOf(shop, 'm1')
    expect([life.letters, life.shipments[0].state, life.shipments[0].reason]).to.deep.equal([[], 'buried', 'refused'])
  })

  it('finds what waits in the journal, however its id is written, and says behind how many', async () => {
    await shop.stop()
    await shop.rewriteAuthority('wrong-key')
    await shop.run()
    for (const id of ['m1', 'a/b "ü"']) await shop.post(order(id))
    await shop.until('SELECT 1 FROM journal', 2)
    const found = [(await lifeOf(shop, 'a/b "ü"')).life.waiting, (await lifeOf(shop, 'a/b')).life.waiting]
    await shop.stop('SIGKILL')
    const again = (await lifeOf(shop, 'a/b "ü"')).life.waiting
    expect([
      found[0].map((one: Record<string, unknown>) => [one['source'], one['isReplay'], one['before']]),
      found[1],
      again,
    ]).to.deep.equal([[['shop', false, 1]], [], found[0]])
  })

  it('finds a letter on its way again', async () => {
    await bury(shop)
    await shop.stop()
    await shop.command('letters', 'replay', '1')
    const { life } = await lifeOf(shop, 'm1')
    expect([life.waiting[0].isReplay, life.shipments[0].state, life.letters]).to.deep.equal([true, 'waiting', []])
  })

  it('says clearly that nothing is known of an event', async () => {
    const { status, stdout } = await shop.command('explain', 'never-heard-of')
    expect([status, stdout]).to.deep.equal([
      1,
      [
        'never-heard-of',
        '  nothing is known of it. One of these is so:',
        '    it was never received: its sender got no 200',
        '    no route wanted it, or its part was skipped for want of a customer: see vouchrelay plan --explain',
        '    its customer was forgotten, or must not be sent: vouchrelay forget',
        '    it came to its end more than 168 h ago, and is forgotten (state.rememberDeliveredHours)',
        '',
      ].join('\n'),
    ])
  })

  it('knows no source that there is not', async () => {
    const said = await shop.command('explain', 'm1', '--source', 'shpo')
    expect(said).to.deep.equal({
      status: 2,
      stdout: '',
      stderr: 'There is no source shpo; there is shop (did you mean shop?).\n',
    })
  })
})
