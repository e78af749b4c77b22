import { expect } from 'chai'
import { right } from 'fp-ts/lib/Either.js'
import { submitted } from '../../src/state/batches.ts'
import { createFullDisk } from './full-disk.ts'
import { buried, delivered, failed, letterOf, shipmentOf, strangerOf } from './sample-shipment.ts'
import { createScratch, entry, next, rightOf, textOf } from './scratch.ts'

const shipment = shipmentOf()
const copy = shipmentOf({ deliveryId: '2' })

describe('what the ledger could not write', () => {
  for (const [what, fate, tag] of [
    ['failed for certain', 'unavailable', 'Claimed'],
    ['is in doubt', 'in-doubt', 'InDoubt'],
  ] as const) {
    for (const whenInDoubt of ['verify', 'resend'] as const) {
      it(`is known all the same: an attempt ${what} (${whenInDoubt})`, async () => {
        const { ledger, batches, fill } = createFullDisk()
        const one = shipmentOf({ whenInDoubt })
        const attempts = [failed(fate, 900, 'timeout')]
        await ledger.claim(one)()
        rightOf(await ledger.intend(one)())
        fill(true)
        ledger.failed(one, attempts)
        ledger.release(one)
        await submitted(batches, 'at once', [])
        const claim = rightOf(await ledger.claim(one)())
        const doubt = tag === 'InDoubt' ? { cause: 'timeout', since: 1_000 } : {}
        expect(claim).to.deep.equal({ _tag: tag, ...doubt, attempts })
        await batches.close()
      })
    }
  }

  it('counts as held until it is written', async () => {
    const { ledger, batches, fill, database } = createFullDisk()
    await ledger.claim(shipment)()
    rightOf(await ledger.intend(shipment)())
    fill(true)
    ledger.failed(shipment, [failed('in-doubt')])
    ledger.release(shipment)
    await submitted(batches, 'at once', [])
    const held = [ledger.held()]
    fill(false)
    await ledger.claim(shipment)()
    await ledger.conclude({ conclusion: delivered(shipment) })()
    held.push(ledger.held())
    const rows = database.prepare('SELECT state FROM shipments').all()
    expect([held, rows.map((row) => row['state'])]).to.deep.equal([[1, 0], ['delivered']])
    await batches.close()
  })

  it('and never can is given up with its claim: copies are told how it ended, its event stays, no run ends well', async () => {
    const { ledger, batches, journalled, logged } = createFullDisk()
    await ledger.claim(shipment)()
    rightOf(await ledger.intend(shipment)())
    const { conclusion, letter } = buried(shipment, 'in doubt', [failed('in-doubt')])
    await ledger.conclude({ conclusion, letter: letter && { ...letter, receivedAt: NaN } })()
    expect({
      copy: await ledger.claim(copy)(),
      logged: logged.length,
      isKept: journalled.isKept(strangerOf(shipment)),
      held: ledger.held(),
    }).to.deep.equal({ copy: right({ _tag: 'Parked' }), logged: 1, isKept: true, held: 1 })
    await batches.close()
  })

  it('and never can does not let another part of the event take the event along', async () => {
    const { ledger, batches, journalled, database } = createFullDisk()
    database.exec("INSERT INTO journal (source, received_at, bytes) VALUES ('shop', 1, x'00')")
    const delivery = strangerOf(shipment)
    journalled.set(delivery, { forgetting: { does: 'settle', values: [1] }, forgotten: () => undefined })
    await ledger.conclude({ letter: { ...letterOf(shipment), receivedAt: NaN } })()
    const other = shipmentOf({ route: 'refunds' })
    await ledger.claim(other)()
    await ledger.conclude({ conclusion: delivered(other), done: delivery })()
    rightOf(await submitted(batches, 'at once', []))
    expect(database.prepare('SELECT id FROM journal').all().length).to.equal(1)
    await batches.close()
  })

  it('and never can leaves its event to the next start', async () => {
    const scratch = createScratch()
    try {
      const dir = scratch.dir()
      const state = await scratch.open(dir)
      const journal = state.journal('shop')
      rightOf(await journal.append([entry('a'), entry('b')])())
      const deliveries = journal.deliveries(new AbortController().signal)[Symbol.asyncIterator]()
      const first = await next(deliveries)
      await state.ledger.conclude({ letter: { ...letterOf(shipment), receivedAt: NaN }, done: first })()
      await first.settle({ _tag: 'Accept' })()
      const second = await next(deliveries)
      await second.settle({ _tag: 'Return', reason: 'stopping' })()
      const seen = [textOf(second), textOf(await next(deliveries)), journal.depth()]
      await state.close()
      const again = (await scratch.open(dir)).journal('shop')
      const first2 = await next(again.deliveries(new AbortController().signal)[Symbol.asyncIterator]())
      expect([seen, textOf(first2), again.depth()]).to.deep.equal([['b', 'b', 1], 'a', 2])
    } finally {
      await scratch.clean()
    }
  })
})
