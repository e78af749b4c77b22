import { expect } from 'chai'
import { right } from 'fp-ts/lib/Either.js'
import { createPlan } from '../../src/pipeline/plan.ts'
import { memoryDestination } from '../../src/testing/memory-destination.ts'

const planOf = createPlan({
  routes: [{ name: 'all', kind: 'event', when: () => true, body: () => right({ customer: 'ann' }) }],
  bodies: memoryDestination().bodies,
})

const planWith = (messageId: string) =>
  planOf({ decode: () => right({ messageId, fields: {} }) }, { source: 'shop', id: '1', raw: undefined, receivedAt: 0 })

describe('a plan of an event', () => {
  for (const messageId of ['a\ud800', '\udc00', `a\ude00\ud83d`]) {
    it(`does not take half a character in its id for text: ${JSON.stringify(messageId)}`, () => {
      expect(planWith(messageId)).to.deep.equal({
        _tag: 'Undecodable',
        faults: [
          { path: 'messageId', expected: 'text without halves of characters', found: JSON.stringify(messageId) },
        ],
      })
    })
  }

  it('takes any other text for an id', () => {
    expect(['m', '', 'a\0', '\u{1f600}', '\ufffd'].map((id) => planWith(id)._tag)).to.deep.equal(
      Array(5).fill('Planned'),
    )
  })
})
