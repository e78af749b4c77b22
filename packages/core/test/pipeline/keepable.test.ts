import { expect } from 'chai'
import { keepable } from '../../src/pipeline/keepable.ts'

const doubled = (times: number): unknown => {
  let value: unknown = 'x'
  for (let n = 0; n < times; n++) value = [value, value]
  return value
}

const loop: Record<string, unknown> = {}
loop['self'] = loop

describe('keepable', () => {
  it('keeps a body', () => expect(keepable({ a: [1, 'b', null] })).to.deep.equal({ a: [1, 'b', null] }))

  const lost: readonly (readonly [what: string, body: unknown])[] = [
    ['a body of more than 2^30 parts', doubled(30)],
    ['a text of five million characters', 'x'.repeat(5_000_000)],
    ['a cycle', loop],
    ['a bigint', { n: 1n }],
  ]
  for (const [what, body] of lost) it(`gives up on ${what}`, () => expect(keepable(body)).to.equal(undefined))
})
