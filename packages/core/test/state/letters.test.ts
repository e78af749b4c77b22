import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import type { Letter } from '../../src/contracts/letters.ts'
import { memoryLetters } from '../../src/state/memory.ts'
import { createScratch, rightOf } from './scratch.ts'

const letter: Letter = {
  source: 'shop',
  deliveryId: '7',
  messageId: 'm1',
  route: 'orders',
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

  const rows = (dir: string) => {
    using database = new DatabaseSync(join(dir, 'vouchrelay.sqlite'), { readOnly: true })
    return database
      .prepare('SELECT * FROM letters ORDER BY id')
      .all()
      .map((row) => ({ ...row }))
  }

  it('keeps a letter whole, its bytes as they came', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    rightOf(await state.letters.write(letter)())
    rightOf(await state.letters.write(bare)())
    expect(rows(dir)).to.deep.equal([
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
      },
    ])
  })

  it('replaces the letter of the same delivery and route, and counts it once, also after it is opened again', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    const counts: number[] = []
    for (const next of [letter, bare, { ...letter, buriedAt: 9 }, { ...bare, buriedAt: 9 }]) {
      rightOf(await state.letters.write(next)())
      counts.push(state.letters.count())
    }
    rightOf(await state.letters.write({ ...letter, route: 'refunds' })())
    await state.close()
    const again = await scratch.open(dir)
    expect([...counts, again.letters.count()]).to.deep.equal([1, 2, 2, 2, 3])
    expect(rows(dir).map(({ route, buried_at }) => [route, buried_at])).to.deep.equal([
      ['orders', 9],
      [null, 9],
      ['refunds', 2],
    ])
  })

  it('keeps letters in memory for a test, replaced in the same way', async () => {
    const letters = memoryLetters()
    const later = { ...letter, buriedAt: 9 }
    for (const next of [letter, bare, later]) rightOf(await letters.write(next)())
    expect(letters.all()).to.deep.equal([later, bare])
  })
})
