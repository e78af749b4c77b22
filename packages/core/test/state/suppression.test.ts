import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { right } from 'fp-ts/lib/Either.js'
import { createSuppression } from '../../src/state/suppression.ts'
import { delivered, shipmentOf } from './sample-shipment.ts'
import { createScratch, rowsIn } from './scratch.ts'

const suppressed = right({ _tag: 'Suppressed' })

describe('the list of those who must not be sent', () => {
  const scratch = createScratch(() => 1_000)
  afterEach(scratch.clean)

  it('knows those that were put on it, until they are taken off', () => {
    const list = createSuppression('salt', [])
    const seen = [list.has('ann')]
    list.add('ann')
    seen.push(list.has('ann'), list.has('bob'))
    list.remove('ann')
    seen.push(list.has('ann'))
    expect(seen).to.deep.equal([false, true, false, false])
  })

  it('knows those of a file by their hashes, which tell nothing without its salt', () => {
    const { hashOf } = createSuppression('salt', [])
    const hashes = [hashOf('ann')]
    const lists = ['salt', 'another'].map((salt) => createSuppression(salt, hashes))
    expect(lists.map((list) => list.has('ann'))).to.deep.equal([true, false])
  })

  it('is asked before a shipment is claimed, and before what is known of it', async () => {
    const { ledger, suppression } = await scratch.open(scratch.dir())
    const known = shipmentOf()
    await ledger.claim(known)()
    await ledger.conclude({ conclusion: delivered(known) })()
    suppression.add('ann')
    const others = [known, shipmentOf({ messageId: 'm2' }), shipmentOf({ messageId: 'm3', customer: 'bob' })]
    const claims = await Promise.all(others.map((one) => ledger.claim(one)()))
    expect(claims).to.deep.equal([suppressed, suppressed, right({ _tag: 'Claimed', attempts: [] })])
  })

  it('holds for copies that wait for a claim', async () => {
    const { ledger, suppression } = await scratch.open(scratch.dir())
    await ledger.claim(shipmentOf())()
    const copies = ['2', '3'].map((deliveryId) => ledger.claim(shipmentOf({ deliveryId }))())
    suppression.add('ann')
    ledger.release(shipmentOf())
    expect(await Promise.all(copies)).to.deep.equal([suppressed, suppressed])
  })

  it('is read from the file, whose salt stays the same', async () => {
    const dir = scratch.dir()
    const first = await scratch.open(dir)
    const hash = first.suppression.hashOf('ann')
    await first.close()
    using database = new DatabaseSync(join(dir, 'vouchrelay.sqlite'))
    database.prepare('INSERT INTO suppressed (customer, since) VALUES (?, 1)').run(hash)
    database.close()
    const { ledger } = await scratch.open(dir)
    expect(await ledger.claim(shipmentOf())()).to.deep.equal(suppressed)
    expect(rowsIn(dir, `SELECT count(*) AS salts FROM notes WHERE name = 'salt'`)).to.deep.equal([{ salts: 1 }])
  })
})
