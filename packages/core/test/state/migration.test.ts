import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { right } from 'fp-ts/lib/Either.js'
import { accept } from '../../src/contracts/verdict.ts'
import { migrations } from '../../src/state/schema.ts'
import { letterOf, shipmentOf } from './sample-shipment.ts'
import { createScratch, next, rowsIn, textOf } from './scratch.ts'

describe('a state file of version 1', () => {
  const scratch = createScratch(() => 10_000)
  afterEach(scratch.clean)

  /** A file that the first schema made, with something in each of its tables. */
  const oldFile = (): string => {
    const dir = scratch.dir()
    using database = new DatabaseSync(join(dir, 'vouchrelay.sqlite'))
    database.exec(`PRAGMA journal_mode = WAL; ${migrations[0]}; PRAGMA user_version = 1`)
    const mark = database.prepare('INSERT INTO delivered (source, message_id, route, delivered_at) VALUES (?, ?, ?, ?)')
    for (const n of [3, 1, 2]) mark.run('shop', `m${n}`, 'orders', 9_000 + n)
    const append = database.prepare('INSERT INTO journal (source, received_at, envelope, bytes) VALUES (?, ?, ?, ?)')
    append.run('shop', 9_500, '{"writeKey":"k"}', Buffer.from('waits'))
    append.run('till', 9_600, null, Buffer.from('waits, too'))
    database.exec(`
      DELETE FROM journal WHERE source = 'till';
      INSERT INTO letters (source, delivery_id, message_id, route, reason, faults, attempts, bytes, received_at, buried_at)
        VALUES ('shop', '1', 'm9', 'orders', 'refused', '[]', '[]', x'7b', 8000, 9000)`)
    return dir
  }

  it('keeps what it says was delivered', async () => {
    const dir = oldFile()
    const { ledger } = await scratch.open(dir)
    const claims = ['m1', 'm2', 'm3', 'm4'].map((messageId) => ledger.claim(shipmentOf({ messageId }))())
    const duplicate = right({ _tag: 'Delivered', differs: false })
    expect(await Promise.all(claims)).to.deep.equal([
      duplicate,
      duplicate,
      duplicate,
      right({ _tag: 'Claimed', attempts: [] }),
    ])
    expect(rowsIn(dir, 'SELECT message_id, state, begun_at, at FROM shipments ORDER BY id LIMIT 3')).to.deep.equal(
      [1, 2, 3].map((n) => ({ message_id: `m${n}`, state: 'delivered', begun_at: 9_000 + n, at: 9_000 + n })),
    )
  })

  it('keeps its journal, and gives no id twice', async () => {
    const state = await scratch.open(oldFile())
    const journal = state.journal('shop')
    await journal.append([{ bytes: Buffer.from('new'), receivedAt: 9_700 }])()
    const deliveries = journal.deliveries(new AbortController().signal)[Symbol.asyncIterator]()
    const both = [await next(deliveries), await next(deliveries)]
    expect(both.map((one) => [one.id, textOf(one), one.envelope, one.receivedAt])).to.deep.equal([
      ['1', 'waits', '{"writeKey":"k"}', 9_500],
      ['3', 'new', undefined, 9_700],
    ])
    for (const one of both) await one.settle(accept)()
  })

  it('keeps its letters, and replaces the one that is written again', async () => {
    const dir = oldFile()
    const state = await scratch.open(dir)
    const known = state.letters.count()
    await state.ledger.conclude({ letter: letterOf(shipmentOf({ messageId: 'm9' })) })()
    expect([known, state.letters.count()]).to.deep.equal([1, 1])
    expect(rowsIn(dir, 'SELECT message_id, kind, customer, buried_at FROM letters')).to.deep.equal([
      { message_id: 'm9', kind: 'event', customer: 'ann', buried_at: 2_000 },
    ])
  })

  it('suspects nothing: it tells of no run that broke off', async () => {
    const { ledger } = await scratch.open(oldFile())
    const resent = shipmentOf({ messageId: 'm4', whenInDoubt: 'resend' })
    expect(await ledger.claim(resent)()).to.deep.equal(right({ _tag: 'Claimed', attempts: [] }))
  })
})
