import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { bury, operatedShop, order, shopYaml } from './operated-shop.ts'

type Shop = Awaited<ReturnType<typeof operatedShop>>

const linesOf = (text: string): readonly Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

const bodiesOf = (shop: Shop) => shop.sandbox.events().map(({ body }) => [body.event, body.customer])

describe('vouchrelay letters', function () {
  this.timeout(60_000)

  describe('while a relay runs', () => {
    let shop: Shop
    beforeEach(async () => {
      shop = await operatedShop()
      await shop.run()
      await bury(shop)
    })
    afterEach(() => shop[Symbol.asyncDispose]())

    it('lists, by filters and page by page, as a table and as lines of JSON', async () => {
      const { status, stdout } = await shop.command('letters', 'list', '--limit', '2')
      const lines = stdout.split('\n')
      expect([status, lines[0]?.split(/ {2,}/), lines.length, lines.at(-2)]).to.deep.equal([
        0,
        ['id', 'buried', 'reason', 'route', 'source', 'customer', 'event', 'why'],
        5,
        '2 of 3 letters; --after 2 shows the next',
      ])
      const idsOf = async (...args: readonly string[]) =>
        linesOf((await shop.command('letters', 'list', '--json', ...args)).stdout).map(({ id }) => id)
      expect([
        await idsOf(),
        await idsOf('--reason', 'in-doubt'),
        await idsOf('--customer', 'ada'),
        await idsOf('--route', 'coupon'),
        await idsOf('--source', 'shop', '--reason', 'unmappable'),
        await idsOf('--since', '2100-01-01'),
        await idsOf('--until', '2100-01-01T00:00Z'),
        await idsOf('--after', '2'),
      ]).to.deep.equal([[1, 2, 3], [3], [1], [], [2], [], [1, 2, 3], [3]])
    })

    it('says that there is no such route or source, and which there are', async () => {
      const said = await Promise.all(
        [
          ['list', '--route', 'oder'],
          ['export', '--source', 'web'],
          ['drop', '--route', 'x', '--yes'],
        ].map((args) => shop.command('letters', ...args)),
      )
      expect(said.map(({ status, stderr }) => [status, stderr])).to.deep.equal([
        [2, 'There is no route oder; there is order, coupon (did you mean order?).\n'],
        [2, 'There is no source web; there is shop.\n'],
        [2, 'There is no route x; there is order, coupon.\n'],
      ])
    })

    it('lists the letters of a route that the settings name no more', async () => {
      await shop.rewrite((await shop.text()).replace('name: order', 'name: purchase'))
      const { status, stdout } = await shop.command('letters', 'list', '--json', '--route', 'order')
      expect([status, linesOf(stdout).map(({ id }) => id)]).to.deep.equal([0, [1, 2, 3]])
    })

    it('shows all about one, whatever its event tries to do to the terminal', async () => {
      await shop.post(order('m4', 'ada', { total: '\u001b[2J\u009b2J' }))
      await shop.until('SELECT 1 FROM letters', 4)
      const [refused, steering, none] = [
        await shop.command('letters', 'show', '1'),
        await shop.command('letters', 'show', '4'),
        await shop.command('letters', 'show', '99'),
      ]
      expect(refused.stdout).to.match(/^letter 1: refused\n/)
      expect(refused.stdout).to.match(
        /refused, status 400, request \S+: answered 400|refused, status 400: answered 400/,
      )
      expect(refused.stdout).to.contain('"event": "order_completed"').and.to.contain('"messageId": "m1"')
      expect(steering.stdout)
        .to.contain(String.raw`\u001b[2J\u009b2J`)
        .and.not.to.contain('\u009b')
      expect(none).to.deep.equal({ status: 1, stdout: '', stderr: 'letter 99: there is no such letter\n' })
    })

    it('shows the stamp of what was sent with one', async () => {
      await shop.rewrite((await shop.text()).replaceAll('whenInDoubt: park', 'whenInDoubt: verify'))
      const said = await shop.command('letters', 'show', '1', '2', '3')
      expect(said.stdout.split('\n').filter((line) => line.includes('stamp'))).to.deep.equal([
        '  stamp     shop/m1/order in metadata.vouchrelay_id',
        '  stamp     shop/m3/order in metadata.vouchrelay_id',
      ])
      const [refused] = linesOf((await shop.command('letters', 'show', '1', '--json')).stdout)
      expect(refused?.['stamp']).to.deep.equal({ in: 'metadata.vouchrelay_id', text: 'shop/m1/order' })
    })

    it('exports all that they hold, and events that plan and dry run read', async () => {
      const all = linesOf((await shop.command('letters', 'export')).stdout)
      expect(all.map(({ id, reason, event }) => [id, reason, event])).to.deep.equal([
        [1, 'refused', order('m1')],
        [2, 'unmappable', order('m2', 'ada', { total: 'x' })],
        [3, 'in doubt', order('m3', 'bob')],
      ])
      const events = await shop.command('letters', 'export', '--events', '--reason', 'refused')
      expect(linesOf(events.stdout).map(({ messageId, userId }) => [messageId, userId])).to.deep.equal([['m1', 'ada']])
    })

    it('says what would become of them, and does nothing', async () => {
      const before = await shop.command('letters', 'list', '--json')
      const { status, stdout } = await shop.command('letters', 'replay', '--all', '--dry-run')
      expect([status, stdout]).to.deep.equal([
        1,
        'letter 1: would be sent\n' +
          'letter 2: would be buried again, unmappable: metadata.total: expected a number, or a text that is one, ' +
          'found "x" ($.properties.total)\n' +
          'letter 3: would be refused: it may have been processed: see vouchrelay letters settle\n' +
          '1 of 3 letters would be sent; nothing was done\n',
      ])
      expect(await shop.command('letters', 'list', '--json')).to.deep.equal(before)
    })

    it('sends one again, once, however often it is said', async () => {
      const said = await Promise.all([1, 2, 3].map(() => shop.command('letters', 'replay', '1')))
      const late = await shop.command('letters', 'replay', '1')
      await shop.until(`SELECT 1 FROM shipments WHERE message_id = 'm1' AND state = 'delivered'`, 1)
      await shop.until('SELECT 1 FROM journal', 0)
      const { funnel, decisions } = JSON.parse((await shop.command('status', '--json')).stdout)
      expect([said.map(({ status }) => status).toSorted(), late.status, late.stderr, bodiesOf(shop)]).to.deep.equal([
        [0, 1, 1],
        1,
        'letter 1: there is no such letter\n',
        [['order_completed', { source_id: 'ada' }]],
      ])
      expect([funnel.shop.received, funnel.shop.unaccounted, decisions]).to.deep.equal([4, 0, { replayed: 1 }])
    })

    it('buries what still cannot be mapped anew, under another number', async () => {
      await shop.command('letters', 'replay', '2')
      await shop.until('SELECT 1 FROM letters WHERE id = 4', 1)
      expect(shop.rows('SELECT id, message_id, reason FROM letters ORDER BY id')).to.deep.equal([
        { id: 1, message_id: 'm1', reason: 'refused' },
        { id: 3, message_id: 'm3', reason: 'in doubt' },
        { id: 4, message_id: 'm2', reason: 'unmappable' },
      ])
    })

    it('does not replay what is in doubt, nor settle what is not', async () => {
      const said = [
        await shop.command('letters', 'replay', '3'),
        await shop.command('letters', 'settle', '1', '--delivered'),
        await shop.command('letters', 'settle', '3'),
      ]
      expect([
        said.map(({ status, stderr }) => [status, stderr]),
        shop.rows('SELECT id FROM letters').length,
      ]).to.deep.equal([
        [
          [
            1,
            'letter 3: it may have been processed: find out, then say `letters settle 3 --delivered` or `--resend`\n',
          ],
          [1, 'letter 1: it is not in doubt (it was refused): replay it or drop it\n'],
          [2, 'Expected what became of it, --delivered or --resend; found neither.\n'],
        ],
        3,
      ])
    })

    it('settles one in doubt as delivered: copies of it are skipped', async () => {
      const { status, stdout } = await shop.command('letters', 'settle', '3', '--delivered')
      await shop.post(order('m3', 'bob'))
      await shop.until('SELECT 1 FROM shipments WHERE copies = 1', 1)
      expect([status, stdout, bodiesOf(shop)]).to.deep.equal([0, '1 of 1 letter settled as delivered\n', []])
    })

    it('sends one in doubt again where somebody says so', async () => {
      const { status } = await shop.command('letters', 'settle', '3', '--resend')
      await shop.until(`SELECT 1 FROM shipments WHERE message_id = 'm3' AND state = 'delivered'`, 1)
      expect([status, bodiesOf(shop)]).to.deep.equal([0, [['order_completed', { source_id: 'bob' }]]])
    })

    it('deletes only where that is said twice', async () => {
      const asked = await shop.command('letters', 'drop', '--reason', 'refused')
      const kept = shop.rows('SELECT id FROM letters').length
      const done = await shop.command('letters', 'drop', '--reason', 'refused', '--yes', '--json')
      expect([asked, kept, done, shop.rows('SELECT id FROM letters')]).to.deep.equal([
        { status: 2, stdout: '', stderr: 'This deletes 1 letter for good. Say --yes to do it.\n' },
        3,
        { status: 0, stdout: '{"done":[1],"refused":[]}\n', stderr: '' },
        [{ id: 2 }, { id: 3 }],
      ])
    })

    it('does nothing to what is not named clearly', async () => {
      const said = [
        await shop.command('letters', 'replay'),
        await shop.command('letters', 'replay', '1', '--all'),
        await shop.command('letters', 'drop', '--yes'),
      ]
      expect([said, shop.rows('SELECT id FROM letters').length]).to.deep.equal([
        ['neither', 'more than one', 'neither'].map((found) => ({
          status: 2,
          stdout: '',
          stderr: `Expected numbers of letters, or filters, or --all; found ${found} of them.\n`,
        })),
        3,
      ])
    })

    it('changes nothing where the relay cannot be asked and holds the state', async () => {
      const { url } = JSON.parse(await shop.access())
      await writeFile(join(shop.state, 'admin.json'), JSON.stringify({ url, token: 'guessed' }))
      const { status, stderr } = await shop.command('letters', 'drop', '--all', '--yes')
      expect([status, shop.rows('SELECT id FROM letters').length]).to.deep.equal([1, 3])
      expect(stderr).to.match(
        /^Neither can the relay be asked \(a relay should run at \S+, but it does not know the token of this state directory\), nor the state be opened: another relay or replay uses /,
      )
    })
  })

  describe('while none runs', () => {
    let shop: Shop
    beforeEach(async () => {
      shop = await operatedShop()
      await shop.run()
      await bury(shop)
    })
    afterEach(() => shop[Symbol.asyncDispose]())

    it('reads and changes what a relay left that was killed, and the next one goes on from there', async () => {
      await shop.stop('SIGKILL')
      const left = await readdir(shop.state)
      const listed = linesOf((await shop.command('letters', 'list', '--json')).stdout).map(({ id }) => id)
      const said = [await shop.command('letters', 'replay', '1'), await shop.command('letters', 'replay', '1')]
      await shop.run()
      await shop.until(`SELECT 1 FROM shipments WHERE message_id = 'm1' AND state = 'delivered'`, 1)
      await shop.until('SELECT 1 FROM journal', 0)
      const { funnel } = JSON.parse((await shop.command('status', '--json')).stdout)
      expect([funnel.shop.received, funnel.shop.delivered, funnel.shop.unaccounted]).to.deep.equal([1, 1, 0])
      expect([left.includes('admin.json'), listed, said.map(({ status }) => status), bodiesOf(shop)]).to.deep.equal([
        true,
        [1, 2, 3],
        [0, 1],
        [['order_completed', { source_id: 'ada' }]],
      ])
    })

    it('keeps what the last run left in doubt for the next', async () => {
      await shop.stop('SIGKILL')
      const before = shop.rows('SELECT began_at, ended_at FROM runs')
      await shop.command('letters', 'drop', '2', '--yes')
      expect([before[0]?.['ended_at'], shop.rows('SELECT began_at, ended_at FROM runs')]).to.deep.equal([null, before])
    })

    it('has no word of a relay that ended in order', async () => {
      await shop.stop()
      expect(await readdir(shop.state)).not.to.include('admin.json')
    })

    it('refuses to send again what came from a source that the settings do not name', async () => {
      await shop.stop()
      await shop.rewrite(shopYaml(shop.sandbox.url, 'store'))
      const said = [
        await shop.command('letters', 'replay', '1'),
        await shop.command('letters', 'settle', '3', '--resend'),
      ]
      const why = 'it came from the source shop, and the settings name store: give the source its name again'
      expect([
        said.map(({ status, stderr }) => [status, stderr]),
        shop.rows('SELECT id FROM letters').length,
      ]).to.deep.equal([
        [
          [1, `letter 1: ${why}\n`],
          [1, `letter 3: ${why}\n`],
        ],
        3,
      ])
    })

    it('sends the body that it was, whatever the mapping is today', async () => {
      await shop.stop()
      await shop.rewrite(shopYaml(shop.sandbox.url).replace('event: order_completed', 'event: order_paid'))
      const said = [
        await shop.command('letters', 'replay', '1', '--as-mapped'),
        await shop.command('letters', 'replay', '2', '--as-mapped'),
      ]
      await shop.run()
      await shop.until(`SELECT 1 FROM shipments WHERE message_id = 'm1' AND state = 'delivered'`, 1)
      expect([said.map(({ status, stderr }) => [status, stderr]), bodiesOf(shop)]).to.deep.equal([
        [
          [0, ''],
          [1, 'letter 2: it was unmappable before it had a body: it can only be mapped anew\n'],
        ],
        [['order_completed', { source_id: 'ada' }]],
      ])
    })
  })
})
