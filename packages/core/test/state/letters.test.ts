import { expect } from 'chai'
import type { Letter } from '../../src/contracts/letters.ts'
import { createScratch, rowsIn } from './scratch.ts'

const letter: Letter = {
  source: 'shop',
  deliveryId: '7',
  messageId: 'm1',
  route: 'orders',
  kind: 'event',
  customer: 'ann',
  end: {
    _tag: 'Buried',
    reason: 'refused',
    faults: [{ path: 'customer', expected: 'a customer', found: 'nothing' }],
    attempts: [{ at: 5, failure: { _tag: 'SendFailure', fate: 'refused', message: 'no', status: 400 } }],
  },
  bytes: Uint8Array.from({ length: 256 }, (_, i) => i),
  envelope: '{"writeKey":"k"}',
  body: { event: 'order_completed' },
  receivedAt: 1,
  buriedAt: 2,
}

const bare: Letter = {
  source: 'shop',
  deliveryId: '8',
  messageId: undefined,
  route: undefined,
  kind: undefined,
  customer: undefined,
  end: { _tag: 'Buried', reason: 'undecodable', faults: [], attempts: [] },
  bytes: Buffer.from('{'),
  envelope: undefined,
  body: undefined,
  receivedAt: 3,
  buriedAt: 4,
}

describe('state/letters', () => {
  const scratch = createScratch()
  afterEach(scratch.clean)

  it('keeps a letter whole, its bytes as they came', async () => {
    const dir = scratch.dir()
    const { ledger } = await scratch.open(dir)
    for (const one of [letter, bare]) await ledger.conclude({ letter: one })()
    expect(rowsIn(dir, 'SELECT * FROM letters ORDER BY id')).to.deep.equal([
      {
        id: 1,
        source: 'shop',
        delivery_id: '7',
        message_id: 'm1',
        route: 'orders',
        reason: 'refused',
        faults: '[{"path":"customer","expected":"a customer","found":"nothing"}]',
        attempts: '[{"at":5,"failure":{"_tag":"SendFailure","fate":"refused","message":"no","status":400}}]',
        bytes: letter.bytes,
        envelope: '{"writeKey":"k"}',
        body: '{"event":"order_completed"}',
        received_at: 1,
        buried_at: 2,
        kind: 'event',
        customer: 'ann',
      },
      {
        id: 2,
        source: 'shop',
        delivery_id: '8',
        message_id: null,
        route: null,
        reason: 'undecodable',
        faults: '[]',
        attempts: '[]',
        bytes: Uint8Array.from([0x7b]),
        envelope: null,
        body: null,
        received_at: 3,
        buried_at: 4,
        kind: null,
        customer: null,
      },
    ])
  })

  it('replaces the letter of the same delivery and route, and counts it once, also after it is opened again', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    const counts: number[] = []
    for (const next of [letter, bare, { ...letter, buriedAt: 9 }, { ...bare, buriedAt: 9 }]) {
      await state.ledger.conclude({ letter: next })()
      counts.push(state.letters.count())
    }
    await state.ledger.conclude({ letter: { ...letter, route: 'refunds' } })()
    await state.close()
    const again = await scratch.open(dir)
    expect([...counts, again.letters.count()]).to.deep.equal([1, 2, 2, 2, 3])
    expect(rowsIn(dir, 'SELECT route, buried_at FROM letters ORDER BY id')).to.deep.equal([
      { route: 'orders', buried_at: 9 },
      { route: null, buried_at: 9 },
      { route: 'refunds', buried_at: 2 },
    ])
  })
})
