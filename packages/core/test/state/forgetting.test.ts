import { expect } from 'chai'
import { createScratch, entry, next, rightOf, rowsIn, textOf } from './scratch.ts'
import { delivered, failed, shipmentOf } from './sample-shipment.ts'

describe('forgetting', () => {
  const scratch = createScratch()
  afterEach(scratch.clean)

  it('puts a hash on the list that outlives the run, and lifts it', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    rightOf(await state.forgetting.suppress('ann'))
    const claims = [rightOf(await state.ledger.claim(shipmentOf())())._tag]
    await state.close()
    const listed = rowsIn(dir, 'SELECT hex(customer) AS hash FROM suppressed').map((row) => String(row['hash']).length)
    const again = await scratch.open(dir)
    claims.push(rightOf(await again.ledger.claim(shipmentOf())())._tag)
    const lifted = [rightOf(await again.forgetting.lift('ann')), rightOf(await again.forgetting.lift('ann'))]
    claims.push(rightOf(await again.ledger.claim(shipmentOf())())._tag)
    expect({ claims, listed, lifted }).to.deep.equal({
      claims: ['Suppressed', 'Suppressed', 'Claimed'],
      listed: [64],
      lifted: [true, false],
    })
  })

  it('takes events out of the journal that nobody works on, and the room they took', async () => {
    const state = await scratch.open(scratch.dir(), { journalMaxEvents: 5 })
    const journal = state.journal('shop')
    rightOf(await journal.append(['a', 'b', 'c', 'd', 'e'].map(entry))())
    const deliveries = journal.deliveries(new AbortController().signal)[Symbol.asyncIterator]()
    const first = await next(deliveries)
    let gone = 0
    const rows = [1, 2, 4, 9].map((id) => ({ id, bytes: 1 }))
    rightOf(await journal.remove(rows, (events) => (gone += events)))
    const room = await journal.append(['f', 'g'].map(entry))()
    const rest: string[] = []
    for (let i = 0; i < 4; i++) rest.push(textOf(await next(deliveries)))
    expect([textOf(first), gone, journal.depth(), room._tag, rest]).to.deep.equal([
      'a',
      2,
      5,
      'Right',
      ['c', 'e', 'f', 'g'],
    ])
  })

  it('offers again what had been returned, since others wait behind it', async () => {
    const state = await scratch.open(scratch.dir())
    const journal = state.journal('shop')
    rightOf(await journal.append(['a', 'b'].map(entry))())
    const deliveries = journal.deliveries(new AbortController().signal)[Symbol.asyncIterator]()
    const first = await next(deliveries)
    await first.settle({ _tag: 'Return', reason: 'stopping' })()
    let gone = 0
    const rows = [1, 2].map((id) => ({ id, bytes: 1 }))
    rightOf(await journal.remove(rows, (events) => (gone += events)))
    const again = await next(deliveries)
    await again.settle({ _tag: 'Accept' })()
    expect([textOf(again), gone, journal.depth()]).to.deep.equal(['a', 1, 0])
  })

  for (const [state, fate] of [
    ['intended', undefined],
    ['waiting', 'unavailable'],
    ['in doubt', 'in-doubt'],
  ] as const) {
    it(`leaves nothing of a shipment that was ${state}, once it is known not to be sent`, async () => {
      const dir = scratch.dir()
      const { ledger, forgetting } = await scratch.open(dir)
      rightOf(await ledger.claim(shipmentOf())())
      rightOf(await ledger.intend(shipmentOf())())
      if (fate !== undefined) ledger.failed(shipmentOf(), [failed(fate)])
      rightOf(await forgetting.suppress('ann'))
      ledger.release(shipmentOf())
      const claim = rightOf(await ledger.claim(shipmentOf())())
      expect([claim._tag, rowsIn(dir, 'SELECT state FROM shipments')]).to.deep.equal(['Suppressed', []])
    })
  }

  it('keeps that a shipment of the person ended, until its traces are removed', async () => {
    const dir = scratch.dir()
    const { ledger, forgetting } = await scratch.open(dir)
    rightOf(await ledger.claim(shipmentOf())())
    await ledger.conclude({ conclusion: delivered(shipmentOf()) })()
    rightOf(await forgetting.suppress('ann'))
    rightOf(await ledger.claim(shipmentOf())())
    expect(rowsIn(dir, 'SELECT state FROM shipments')).to.deep.equal([{ state: 'delivered' }])
  })

  it('offers again what was under way at that moment and returned', async () => {
    const state = await scratch.open(scratch.dir())
    const journal = state.journal('shop')
    rightOf(await journal.append(['a', 'b'].map(entry))())
    const deliveries = journal.deliveries(new AbortController().signal)[Symbol.asyncIterator]()
    const first = await next(deliveries)
    rightOf(
      await journal.remove(
        [
          { id: 1, bytes: 1 },
          { id: 2, bytes: 1 },
        ],
        () => undefined,
      ),
    )
    await first.settle({ _tag: 'Return', reason: 'stopping' })()
    expect([textOf(await next(deliveries)), journal.depth()]).to.deep.equal(['a', 1])
  })
})
