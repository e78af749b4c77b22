import { expect } from 'chai'
import type { Shipment } from '../../src/contracts/destination.ts'
import type { BuryReason } from '../../src/contracts/outcome.ts'
import type { State } from '../../src/state/open-state.ts'
import { buried, delivered, failed, shipmentOf } from './sample-shipment.ts'
import { createScratch, next, rightOf, rowsIn } from './scratch.ts'

const ignore = (): void => undefined

describe('what a person decides about letters', () => {
  let now = 1_000
  const scratch = createScratch(() => now)
  beforeEach(() => {
    now = 1_000
  })
  afterEach(scratch.clean)

  const bury = async ({ ledger }: State, reason: BuryReason, some: Partial<Shipment<unknown>> = {}) => {
    const shipment = shipmentOf(some)
    rightOf(await ledger.claim(shipment)())
    await ledger.conclude(buried(shipment, reason, [failed(reason === 'in doubt' ? 'in-doubt' : 'refused')]))()
  }
  const certain = { id: 1, inDoubt: false, source: 'shop', bytes: 2 }
  const doubtful = { ...certain, inDoubt: true }
  const run = { run: 'letters', route: 'orders' }
  const letters = (dir: string) => rowsIn(dir, 'SELECT id, reason FROM letters ORDER BY id')
  const waiting = (dir: string) => rowsIn(dir, 'SELECT source, replay FROM journal ORDER BY id')
  const shipments = (dir: string) => rowsIn(dir, 'SELECT state, reason, at FROM shipments ORDER BY id')

  it('send one again in one commit: an event that waits, no letter, a shipment that waits', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await bury(state, 'refused')
    now = 5_000
    let queued = 0
    const done = await state.decisions.replay(certain, run, () => (queued = state.replays('shop').depth()))
    expect([done, queued, state.letters.count()]).to.deep.equal([{ _tag: 'Right', right: true }, 1, 0])
    expect([letters(dir), waiting(dir), shipments(dir)]).to.deep.equal([
      [],
      [{ source: 'shop/replay', replay: JSON.stringify(run) }],
      [{ state: 'waiting', reason: null, at: 5_000 }],
    ])
  })

  it('offer it as it came, with what it is sent again for', async () => {
    const state = await scratch.open(scratch.dir())
    await bury(state, 'refused', { receivedAt: 77 })
    rightOf(await state.decisions.replay(certain, { ...run, body: '{"event":"old"}' }, ignore))
    const delivery = await next(state.replays('shop').deliveries(new AbortController().signal)[Symbol.asyncIterator]())
    const { source, bytes, receivedAt, replay } = delivery
    expect({ source, text: Buffer.from(bytes).toString(), receivedAt, replay }).to.deep.equal({
      source: 'shop',
      text: '{}',
      receivedAt: 77,
      replay: { ...run, body: '{"event":"old"}' },
    })
  })

  it('send nothing twice, however many ask at once', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await bury(state, 'refused')
    let queued = 0
    const replay = () => state.decisions.replay(certain, run, () => (queued += 1))
    const done = (await Promise.all([replay(), replay(), replay()])).map(rightOf)
    done.push(rightOf(await replay()))
    expect([done, waiting(dir).length, state.replays('shop').depth(), queued]).to.deep.equal([
      [true, false, false, false],
      1,
      1,
      1,
    ])
  })

  it('leave a letter and its event together or part them, wherever a crash strikes', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await bury(state, 'refused')
    void state.decisions.replay(certain, run, ignore)
    await scratch.kill(state)
    expect(letters(dir).length + waiting(dir).length).to.equal(1)
  })

  it('do nothing to one in doubt that is taken for certain, and nothing the other way round', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await bury(state, 'in doubt')
    await bury(state, 'refused', { messageId: 'm2', deliveryId: '2' })
    const { replay, deliver } = state.decisions
    const done = [
      await replay(certain, run, ignore),
      await replay({ ...doubtful, id: 2 }, run, ignore),
      await deliver(2),
    ]
    expect([done.map(rightOf), letters(dir), waiting(dir), shipments(dir).map((row) => row['state'])]).to.deep.equal([
      [false, false, false],
      [
        { id: 1, reason: 'in doubt' },
        { id: 2, reason: 'refused' },
      ],
      [],
      ['buried', 'buried'],
    ])
  })

  it('let one in doubt be sent again, which nothing else does', async () => {
    const state = await scratch.open(scratch.dir())
    await bury(state, 'in doubt')
    const copy = shipmentOf({ deliveryId: '9' })
    const claims = [rightOf(await state.ledger.claim(copy)())._tag]
    rightOf(await state.decisions.replay(doubtful, run, ignore))
    claims.push(rightOf(await state.ledger.claim(copy)())._tag)
    expect(claims).to.deep.equal(['Parked', 'Claimed'])
  })

  it('leave a copy parked in doubt where a letter of before is sent again', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await bury(state, 'refused')
    await bury(state, 'in doubt', { deliveryId: '2' })
    rightOf(await state.decisions.replay(certain, run, ignore))
    const claim = rightOf(await state.ledger.claim(shipmentOf({ deliveryId: '9' }))())
    expect([claim._tag, shipments(dir)]).to.deep.equal(['Parked', [{ state: 'buried', reason: 'in doubt', at: 1_000 }]])
  })

  it('leave a copy buried that was refused, too: it has a letter of its own', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await bury(state, 'refused')
    await bury(state, 'refused', { deliveryId: '2' })
    rightOf(await state.decisions.replay(certain, run, ignore))
    expect([shipments(dir), letters(dir)]).to.deep.equal([
      [{ state: 'buried', reason: 'refused', at: 1_000 }],
      [{ id: 2, reason: 'refused' }],
    ])
  })

  it('leave a copy parked that is a letter of the same delivery no more', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await bury(state, 'in doubt', { deliveryId: '2' })
    await state.ledger.conclude({ letter: buried(shipmentOf({ deliveryId: '2' }), 'refused').letter })()
    rightOf(await state.decisions.replay(certain, run, ignore))
    expect(shipments(dir)).to.deep.equal([{ state: 'buried', reason: 'in doubt', at: 1_000 }])
  })

  it('make one in doubt delivered, so that copies are skipped', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await bury(state, 'in doubt')
    now = 6_000
    const done = rightOf(await state.decisions.deliver(1))
    const claim = rightOf(await state.ledger.claim(shipmentOf({ deliveryId: '9' }))())
    expect([done, claim, letters(dir), shipments(dir)]).to.deep.equal([
      true,
      { _tag: 'Delivered', differs: false },
      [],
      [{ state: 'delivered', reason: null, at: 6_000 }],
    ])
  })

  it('do not send again what a copy has delivered since', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await bury(state, 'refused')
    const copy = shipmentOf({ deliveryId: '9' })
    rightOf(await state.ledger.claim(copy)())
    await state.ledger.conclude({ conclusion: delivered(copy) })()
    rightOf(await state.decisions.replay(certain, run, ignore))
    const claim = rightOf(await state.ledger.claim(shipmentOf({ deliveryId: '10' }))())
    expect(claim._tag).to.equal('Delivered')
  })

  it('delete a letter, and its shipment still says why it was buried', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await bury(state, 'in doubt')
    const done = [rightOf(await state.decisions.drop(1)), rightOf(await state.decisions.drop(1))]
    const claim = rightOf(await state.ledger.claim(shipmentOf({ deliveryId: '9' }))())
    expect([done, claim._tag, letters(dir), shipments(dir), state.letters.count()]).to.deep.equal([
      [true, false],
      'Parked',
      [],
      [{ state: 'buried', reason: 'in doubt', at: 1_000 }],
      0,
    ])
  })

  it('never give the number of a letter to another, also after a restart', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await bury(state, 'refused')
    await bury(state, 'refused', { messageId: 'm2', deliveryId: '2' })
    rightOf(await state.decisions.drop(2))
    rightOf(await state.decisions.drop(1))
    await state.close()
    const again = await scratch.open(dir)
    await bury(again, 'refused', { messageId: 'm3', deliveryId: '3' })
    expect(letters(dir)).to.deep.equal([{ id: 3, reason: 'refused' }])
  })

  it('leave a letter where the journal is full, and take no room for what did not come', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir, { journalMaxEvents: 1 })
    await bury(state, 'refused')
    rightOf(await state.decisions.replay({ ...certain, id: 7 }, run, ignore))
    rightOf(await state.journal('shop').append([{ bytes: Buffer.from('{}'), receivedAt: 1 }])())
    const full = await state.decisions.replay(certain, run, ignore)
    expect([full._tag, letters(dir).length, waiting(dir).length]).to.deep.equal(['Left', 1, 1])
  })

  it('are told what a letter is, with its body only where it is asked for', async () => {
    const state = await scratch.open(scratch.dir())
    await bury(state, 'refused')
    const head = { id: 1, source: 'shop', route: 'orders', reason: 'refused', bytes: 2 }
    const looked = [rightOf(await state.decisions.look([1, 5], false)), rightOf(await state.decisions.look([1], true))]
    expect(looked).to.deep.equal([[{ ...head, body: undefined }], [{ ...head, body: '{"event":"order"}' }]])
  })
})
