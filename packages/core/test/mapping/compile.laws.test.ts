import { expect } from 'chai'
import fc from 'fast-check'
import { directives } from '../../src/mapping/directives.ts'
import { mappingField } from '../../src/mapping/mapping-field.ts'
import { anyArgument } from './any-argument.ts'
import { anyEvent, anyJson, anyMapping, anyPath } from './arbitraries.ts'
import { load, make } from './read-mapping.ts'

const freeze = <A>(value: A): A => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze)
  return value
}

describe('the mappings that are generated', () => {
  it('have every directive', () => {
    const rows = anyArgument({ part: anyJson, path: anyPath, json: anyJson })
    expect(Object.keys(rows)).to.have.members(directives.map(({ name }) => name))
  })
})

describe('a compiled mapping, whatever it is and whatever it is given', () => {
  it('gives a value or faults, the same ones each time, and mutates nothing', () => {
    fc.assert(
      fc.property(anyMapping, anyEvent, (mapping, event) => {
        const { apply } = load(freeze(mapping))
        const first = apply(freeze(event))
        expect(apply(event)).to.deep.equal(first)
      }),
      { numRuns: 2000 },
    )
  })

  it('gives what JSON can carry: nothing in it is undefined', () => {
    const isWhole = (value: unknown): boolean =>
      value !== undefined && (typeof value !== 'object' || value === null || Object.values(value).every(isWhole))
    fc.assert(
      fc.property(anyMapping, anyEvent, (mapping, event) => {
        const made = load(mapping).apply(event)
        expect(made._tag === 'Left' || made.right === undefined || isWhole(made.right)).to.equal(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('loads or is refused, and is never thrown out', () => {
    fc.assert(fc.property(anyJson, (value) => ['Left', 'Right'].includes(mappingField('open').decode(value)._tag)))
  })

  it('takes an event of any depth', () => {
    let deep: unknown = 'bottom'
    for (let i = 0; i < 100_000; i++) deep = { a: deep }
    expect(make({ x: '$.a.a.a.a.a.a.nope', n: { '@number': '$.a' } }, { a: deep })).to.deep.equal([
      'n: expected a number, or a text that is one, found an object ($.a)',
    ])
  })
})
