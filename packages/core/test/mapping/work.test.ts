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

  const text = 'a'.repeat(300_000)
  const many = Array.from({ length: 300_000 }, () => 1)
  const object = Object.fromEntries(many.map((one, i) => [`${i}`.padStart(6, 'a'), one]))
  const costs: readonly (readonly [what: string, mapping: unknown, most: number])[] = [
    ['@template: a text', { '@template': '{{text}}' }, 3],
    ['@case: a text', { '@case': { operator: 'upper', value: '$.text' } }, 3],
    ['@replace: a text, read and written', { '@replace': { value: '$.text', pattern: 'b' } }, 1],
    ['@arrayPath: the items of a list', { '@arrayPath': ['$.many', '$'] }, 3],
    ['@merge: the members of an object', { '@merge': { objects: ['$.object'] } }, 3],
    ['@json: a text', { '@json': { mode: 'encode', value: '$.text' } }, 3],
    ['@json: a name', { '@json': { mode: 'encode', value: '$.named' } }, 3],
    ['@json: the items of a list', { '@json': { mode: 'encode', value: '$.many' } }, 3],
    ['@json: a text that is read', { '@json': { mode: 'decode', value: '$.text' } }, 3],
    ['@flatten: the items of a list, kept', { '@flatten': { value: '$.kept', separator: '.', omitArrays: true } }, 3],
    ['@flatten: a name', { '@flatten': { value: '$.named', separator: '.' } }, 3],
    ['@excludeWhenNull: the members of an object', { '@excludeWhenNull': '$.object' }, 3],
    ['@liquid: a text, read and written', { '@liquid': '{{ text }}' }, 1],
    ['@liquid: a text, read', { '@liquid': '{% if text %}yes{% endif %}' }, 3],
  ]
  const event = { text, many, object, named: { [text]: 1 }, kept: { many } }
  for (const [what, mapping, most] of costs) {
    it(`is spent on ${what}`, () => {
      const times = (times: number): unknown =>
        make(
          Array.from({ length: times }, () => mapping),
          event,
        )
      const place = `[${most}]`
      expect(times(most)).to.have.length(most)
      expect(times(most + 1)).to.deep.equal([`${place}: expected at most 1000000 items and characters, found more`])
    })
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

  it('is all that is told once it is spent', () => {
    const mapping = { '@arrayPath': ['$.list', { n: { '@number': '$' }, all: { '@arrayPath': ['$$.many', '$'] } }] }
    expect(make(mapping, { list: [1, 2, 3, 4, 'b'], many })).to.deep.equal([
      '[3].all: expected at most 1000000 items and characters, found more',
    ])
  })

  it('tells the faults of twenty items', () => {
    const faults = make(
      { '@arrayPath': ['$.list', { '@number': '$' }] },
      { list: Array.from({ length: 100 }, () => 'b') },
    )
    expect(faults).to.have.length(20)
  })
})
