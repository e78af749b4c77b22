import { expect } from 'chai'
import { right } from 'fp-ts/lib/Either.js'
import type { State } from '../../src/state/open-state.ts'
import { buried, delivered, failed, shipmentOf } from './sample-shipment.ts'
import { createScratch, rightOf, rowsIn } from './scratch.ts'

const claimed = right({ _tag: 'Claimed', attempts: [] })

const ledgerRows = (dir: string) =>
  rowsIn(dir, 'SELECT state, reason, attempts, status, request_id, begun_at, at FROM shipments ORDER BY id')

describe('the ledger in the state file', () => {
  let now = 1_000
  const scratch = createScratch(() => now)
  beforeEach(() => {
    now = 1_000
  })
  afterEach(scratch.clean)

  const begin = async () => {
    const dir = scratch.dir()
    return { dir, state: await scratch.open(dir) }
  }
  const claim = ({ ledger }: State, shipment = shipmentOf()) => ledger.claim(shipment)()
  /** What was submitted before is written: a look at nothing comes after it. */
  const written = async (state: State) => {
    rightOf(await claim(state, shipmentOf({ messageId: 'nothing' })))
    state.ledger.release(shipmentOf({ messageId: 'nothing' }))
  }

  it('says at each step where a shipment stands, with whom it is about', async () => {
    const { dir, state } = await begin()
    const shipment = shipmentOf()
    const attempt = failed('unavailable')
    const seen: unknown[] = []
    const see = async () => {
      await written(state)
      seen.push(...rowsIn(dir, 'SELECT state, at, status, request_id FROM shipments'))
    }
    await claim(state)
    await see()
    now = 1_100
    rightOf(await state.ledger.intend(shipment)())
    await see()
    now = 1_200
    state.ledger.failed(shipment, [attempt])
    await see()
    now = 1_300
    rightOf(await state.ledger.intend(shipment)())
    state.ledger.failed(shipment, [attempt, failed('in-doubt', 1_300, 'reset')])
    await see()
    now = 1_400
    await state.ledger.conclude({ conclusion: delivered(shipment, [attempt]) })()
    await see()
    const none = { status: null, request_id: null }
    expect(seen).to.deep.equal([
      { state: 'intended', at: 1_100, ...none },
      { state: 'waiting', at: 1_200, ...none },
      { state: 'in doubt', at: 1_300, ...none },
      { state: 'delivered', at: 1_400, status: 202, request_id: 'r-1' },
    ])
    expect(rowsIn(dir, 'SELECT * FROM shipments')).to.deep.equal([
      {
        id: 1,
        source: 'shop',
        message_id: 'm1',
        route: 'orders',
        delivery_id: '1',
        kind: 'event',
        customer: 'ann',
        state: 'delivered',
        reason: null,
        attempts: JSON.stringify([attempt]),
        status: 202,
        request_id: 'r-1',
        body: '{"event":"order"}',
        copies: 0,
        received_at: 500,
        begun_at: 1_000,
        at: 1_400,
      },
    ])
  })

  it('says that a shipment was buried, and of which delivery', async () => {
    const { dir, state } = await begin()
    await claim(state)
    rightOf(await state.ledger.intend(shipmentOf())())
    await state.ledger.conclude(buried(shipmentOf(), 'in doubt', [failed('in-doubt')]))()
    expect(rowsIn(dir, 'SELECT state, reason, delivery_id FROM shipments')).to.deep.equal([
      { state: 'buried', reason: 'in doubt', delivery_id: '1' },
    ])
  })

  it('counts copies, and not the same delivery that comes again', async () => {
    const { dir, state } = await begin()
    await claim(state)
    await state.ledger.conclude({ conclusion: delivered(shipmentOf()) })()
    for (const deliveryId of ['1', '2', '3', '1']) await claim(state, shipmentOf({ deliveryId }))
    await written(state)
    expect(rowsIn(dir, 'SELECT copies FROM shipments')).to.deep.equal([{ copies: 2 }])
  })

  it('says of a copy that is claimed after a burial what that copy is', async () => {
    const { dir, state } = await begin()
    await claim(state)
    await state.ledger.conclude(buried(shipmentOf(), 'refused'))()
    const copy = shipmentOf({ deliveryId: '2', body: { event: 'mended' } })
    await claim(state, copy)
    await state.ledger.conclude({ conclusion: delivered(copy) })()
    expect(rowsIn(dir, 'SELECT state, reason, delivery_id, body FROM shipments')).to.deep.equal([
      { state: 'delivered', reason: null, delivery_id: '2', body: '{"event":"mended"}' },
    ])
  })

  it('remembers ends after it is opened again, and no claims', async () => {
    const { dir, state } = await begin()
    await claim(state)
    await state.ledger.conclude({ conclusion: delivered(shipmentOf()) })()
    await claim(state, shipmentOf({ messageId: 'm2' }))
    await state.close()
    const again = await scratch.open(dir)
    expect([await claim(again), await claim(again, shipmentOf({ messageId: 'm2' }))]).to.deep.equal([
      right({ _tag: 'Delivered', differs: false }),
      claimed,
    ])
  })

  for (const whenInDoubt of ['verify', 'park'] as const) {
    it(`finds what a killed process had begun to be in doubt (${whenInDoubt})`, async () => {
      const { dir, state } = await begin()
      const shipment = shipmentOf({ whenInDoubt })
      now = 1_100
      await claim(state, shipment)
      now = 1_200
      rightOf(await state.ledger.intend(shipment)())
      await scratch.kill(state)
      const again = await scratch.open(dir)
      expect(await claim(again, shipment)).to.deep.equal(
        right({ _tag: 'InDoubt', cause: 'crash', since: 1_100, attempts: [] }),
      )
    })
  }

  it('finds nothing in doubt of what a killed process had claimed and not begun', async () => {
    const { dir, state } = await begin()
    await claim(state)
    await scratch.kill(state)
    expect(await claim(await scratch.open(dir))).to.deep.equal(claimed)
  })

  it('keeps what had failed before a process was killed in its next attempt', async () => {
    const { dir, state } = await begin()
    const attempts = [failed('unavailable')]
    await claim(state)
    rightOf(await state.ledger.intend(shipmentOf())())
    state.ledger.failed(shipmentOf(), attempts)
    now = 5_000
    rightOf(await state.ledger.intend(shipmentOf())())
    await scratch.kill(state)
    const again = await scratch.open(dir)
    expect(await claim(again)).to.deep.equal(right({ _tag: 'InDoubt', cause: 'crash', since: 1_000, attempts }))
  })

  it('writes nothing before an attempt that is sent again in doubt anyway', async () => {
    const { dir, state } = await begin()
    const shipment = shipmentOf({ whenInDoubt: 'resend' })
    await claim(state, shipment)
    rightOf(await state.ledger.intend(shipment)())
    await written(state)
    expect(ledgerRows(dir)).to.deep.equal([])
  })

  it('says since when an attempt may have been processed, although it was written down only after it', async () => {
    const { dir, state } = await begin()
    const shipment = shipmentOf({ whenInDoubt: 'resend' })
    await claim(state, shipment)
    rightOf(await state.ledger.intend(shipment)())
    now = 9_000
    state.ledger.failed(shipment, [failed('in-doubt', 9_000, 'timeout')])
    await written(state)
    expect(rowsIn(dir, 'SELECT begun_at, at FROM shipments')).to.deep.equal([{ begun_at: 1_000, at: 9_000 }])
  })

  it('fails a claim where the file cannot be read, and gives it again when it can', async () => {
    const { dir, state } = await begin()
    await scratch.kill(state)
    const again = await scratch.open(dir)
    const [lost, kept] = [await claim(state), await claim(again)]
    expect([lost._tag, kept]).to.deep.equal(['Left', claimed])
  })
})
