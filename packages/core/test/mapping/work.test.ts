import { expect } from 'chai'
import { make } from './read-mapping.ts'

/** A mapping that puts `part` in the place of `$.a` ten times over, then makes something of that. */
const tenTimes = (part: unknown, then: unknown): unknown => {
  let mapping = then
  for (let i = 0; i < 10; i++) mapping = { '@transform': { apply: { a: part }, mapping } }
  return mapping
}

const twice = (value: unknown): unknown => [value, value]

/** Twice as much, thirty times: a billion leaves in sixty lists. */
const doubled = (then: unknown): unknown => tenTimes(twice(twice(twice('$.a'))), then)

describe('the work that one event is worth', () => {
  const endless: readonly (readonly [what: string, mapping: unknown, place: string])[] = [
    ['flattened', doubled({ '@flatten': { value: '$.a', separator: '.' } }), 'the value'],
    ['encoded', doubled({ '@json': { mode: 'encode', value: '$.a' } }), 'the value'],
    ['searched for nulls', doubled({ '@excludeWhenNull': '$.a' }), 'the value'],
    ['read by Liquid', doubled({ '@liquid': '{{ a | json }}' }), 'the value'],
    ['written by a template', tenTimes({ '@template': '{{a}}'.repeat(8) }, '$.a'), 'a'],
    ['written by Liquid', tenTimes({ '@liquid': '{{a}}'.repeat(8) }, '$.a'), 'a'],
    ['encoded again', tenTimes({ '@json': { mode: 'encode', value: twice(twice('$.a')) } }, '$.a'), 'a'],
    ['replaced', tenTimes({ '@replace': { value: '$.a', pattern: '"', replacement: '""""""""""' } }, '$.a'), 'a'],
    ['visited', { '@arrayPath': ['$.list', { a: { '@arrayPath': ['$$.list', '$$.a'] } }] }, '[999].a'],
  ]
  const list = Array.from({ length: 1000 }, (_, i) => i)
  for (const [what, mapping, place] of endless) {
    it(`is not exceeded where a value that grows is ${what}`, () => {
      const faults = make(mapping, { a: '"', list })
      expect(faults).to.deep.equal([`${place}: expected at most 1000000 items and characters, found more`])
    }).timeout(2000)
  }

  it('is as much for the next event', () => {
    const mapping = { '@json': { mode: 'encode', value: '$.a' } }
    const a = 'a'.repeat(900_000)
    expect([make(mapping, { a }), make(mapping, { a })]).to.deep.equal([`"${a}"`, `"${a}"`])
  })

  it('ends on a value that contains itself', () => {
    const loop: Record<string, unknown> = {}
    loop['a'] = loop
    expect(
      make([{ '@flatten': { value: '$', separator: '.' } }, { '@json': { mode: 'encode', value: '$' } }], loop),
    ).to.deep.equal([
      '[0]: expected at most 32 levels of nesting, found an object ($)',
      '[1]: expected at most 32 levels of nesting, found an object ($)',
    ])
  })
})
