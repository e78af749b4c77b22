import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import type { Claim, Ledger } from '../../src/contracts/ledger.ts'
import { memoryLedger } from '../../src/state/memory.ts'
import { createScratch, rightOf, until } from './scratch.ts'

const key = { source: 'shop', messageId: 'm1', route: 'orders' }
const claimed = { _tag: 'Right', right: { _tag: 'Claimed' } }
const delivered = { _tag: 'Right', right: { _tag: 'Delivered' } }

describe('state/ledger', () => {
  let now = 1_000
  const scratch = createScratch(() => now)
  afterEach(scratch.clean)

  const ledgers: Readonly<Record<string, () => Promise<Ledger>>> = {
    'in the state file': async () => (await scratch.open(scratch.dir())).ledger,
    'in memory': async () => memoryLedger(),
  }

  for (const [where, create] of Object.entries(ledgers)) {
    it(`gives a claim, remembers the delivery, and tells it to later copies (${where})`, async () => {
      const ledger = await create()
      const claims = [await ledger.claim(key)()]
      await ledger.commit(key)()
      claims.push(await ledger.claim(key)(), await ledger.claim(key)())
      expect(claims).to.deep.equal([claimed, delivered, delivered])
    })

    it(`gives a released claim again (${where})`, async () => {
      const ledger = await create()
      const claims = [await ledger.claim(key)()]
      ledger.release(key)
      claims.push(await ledger.claim(key)())
      expect(claims).to.deep.equal([claimed, claimed])
    })

    it(`lets a copy wait until the holder has delivered (${where})`, async () => {
      const ledger = await create()
      await ledger.claim(key)()
      const told: Claim[] = []
      const copies = [0, 1].map(async () => told.push(rightOf(await ledger.claim(key)())))
      rightOf(await ledger.claim({ ...key, messageId: 'm2' })())
      expect(told).to.deep.equal([])
      await ledger.commit(key)()
      await Promise.all(copies)
      expect(told).to.deep.equal([{ _tag: 'Delivered' }, { _tag: 'Delivered' }])
    })

    it(`gives a waiting copy the claim that its holder releases (${where})`, async () => {
      const ledger = await create()
      await ledger.claim(key)()
      const copy = ledger.claim(key)()
      ledger.release(key)
      expect(await copy).to.deep.equal(claimed)
    })

    it(`keeps sources, routes and message ids apart (${where})`, async () => {
      const ledger = await create()
      await ledger.claim(key)()
      await ledger.commit(key)()
      const others = [{ source: 'till' }, { messageId: 'm2' }, { route: 'refunds' }]
      expect(await Promise.all(others.map((other) => ledger.claim({ ...key, ...other })()))).to.deep.equal([
        claimed,
        claimed,
        claimed,
      ])
    })
  }

  it('remembers deliveries after it is opened again, and no claims', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await state.ledger.claim(key)()
    await state.ledger.commit(key)()
    await state.ledger.claim({ ...key, messageId: 'm2' })()
    await state.close()
    const { ledger } = await scratch.open(dir)
    expect([await ledger.claim(key)(), await ledger.claim({ ...key, messageId: 'm2' })()]).to.deep.equal([
      delivered,
      claimed,
    ])
  })

  it('forgets deliveries that are too old, however many, when it is opened', async () => {
    const dir = scratch.dir()
    const first = await scratch.open(dir)
    const commit = async (messageId: string) => {
      await first.ledger.claim({ ...key, messageId })()
      await first.ledger.commit({ ...key, messageId })()
    }
    now = 1_000
    await Promise.all(Array.from({ length: 450 }, (_, i) => commit(`old ${i}`)))
    now = 2_000
    await commit('recent')
    await first.close()

    now = 12_000
    await scratch.open(dir, { rememberDeliveredMs: 10_000 })
    using database = new DatabaseSync(join(dir, 'vouchrelay.sqlite'), { readOnly: true })
    const marks = database.prepare('SELECT message_id FROM delivered')
    await until(() => marks.all().length < 2)
    expect(marks.all().map((row) => ({ ...row }))).to.deep.equal([{ message_id: 'recent' }])
  })

  it('forgets the oldest delivery first where the memory is bounded', async () => {
    const ledger = memoryLedger({ most: 2 })
    for (const messageId of ['a', 'b', 'c']) {
      await ledger.claim({ ...key, messageId })()
      await ledger.commit({ ...key, messageId })()
    }
    const claims = ['a', 'b', 'c'].map((messageId) => ledger.claim({ ...key, messageId })())
    expect(await Promise.all(claims)).to.deep.equal([claimed, delivered, delivered])
  })
})
