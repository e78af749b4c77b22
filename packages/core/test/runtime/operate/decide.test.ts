import { expect } from 'chai'
import { left, right } from 'fp-ts/lib/Either.js'
import { decide } from '../../../src/runtime/operate/decide.ts'
import type { Decisions } from '../../../src/state/decisions.ts'

describe('deciding about several letters', () => {
  it('counts those that were done before the state failed', async () => {
    const failure = left({ _tag: 'StateFailure', message: 'the disk is full' } as const)
    const head = { source: 'shop', route: 'orders', reason: 'refused', bytes: 2, body: undefined }
    const decisions: Decisions = {
      look: async (ids) => right(ids.map((id) => ({ id, ...head }))),
      replay: async () => failure,
      drop: async (id) => (id === 3 ? failure : right(true)),
      deliver: async () => failure,
    }
    const told: unknown[] = []
    const queued = () => undefined
    const decided = (...some: unknown[]) => void told.push(some)
    const report = await decide({ do: 'drop', letters: [1, 2, 3] }, { decisions, sources: ['shop'], queued, decided })
    expect([report, told]).to.deep.equal([{ done: [1, 2], refused: [], failure: 'the disk is full' }, [['dropped', 2]]])
  })
})
