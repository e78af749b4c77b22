import { expect } from 'chai'
import fc from 'fast-check'
import type { JsonObject } from '../../src/contracts/event.ts'
import { anyEvent, anyKey } from './arbitraries.ts'
import { make } from './read-mapping.ts'

const quoted = (key: string): string => `['${key.replaceAll(/[\\']/g, String.raw`\$&`)}']`

const anyNames = fc.array(anyKey, { minLength: 1, maxLength: 5 })

const membersOf = (value: unknown): readonly (readonly [string, unknown])[] => Object.entries(value ?? {})

const isFlat = (value: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof value) || (Array.isArray(value) && value.every(isFlat))

/** An object whose leaves are as many as two to the power of its levels. */
const bush = (levels: number): JsonObject => {
  let value: JsonObject = { leaf: 1 }
  for (let i = 0; i < levels; i++) value = { a: value, b: value }
  return value
}

const tooMuch = ['the value: expected at most 1000000 items and characters, found more']

describe('directives on members of an object', () => {
  it('@pick and @omit share the members between them', () => {
    fc.assert(
      fc.property(anyEvent, anyNames, (a, names) => {
        const parts = { of: '$.a', keys: names.map(quoted) }
        const picked = membersOf(make({ '@pick': parts }, { a }))
        const omitted = membersOf(make({ '@omit': parts }, { a }))
        expect(Object.fromEntries([...picked, ...omitted])).to.deep.equal(a)
        expect(picked.filter(([name]) => !names.includes(name))).to.deep.equal([])
        expect(omitted.filter(([name]) => names.includes(name))).to.deep.equal([])
      }),
    )
  })

  it('@metadata makes no objects, and no lists but such as it keeps', () => {
    const lists = fc.constantFrom('join', 'keep', 'omit')
    fc.assert(
      fc.property(anyEvent, lists, (a, lists) => {
        const made = make({ m: { '@metadata': { of: '$.a', lists } }, k: 1 }, { a })
        fc.pre(!Array.isArray(made))
        const values = membersOf(made).flatMap(([name, value]) => (name === 'm' ? Object.values(value ?? {}) : []))
        expect(values.filter((value) => !isFlat(value) || (lists !== 'keep' && Array.isArray(value)))).to.deep.equal([])
      }),
      { numRuns: 1000 },
    )
  })

  it('@metadata keeps what it made', () => {
    fc.assert(
      fc.property(anyEvent, (a) => {
        const mapping = { '@metadata': { of: '$.a', lists: 'join' } }
        const once = make(mapping, { a })
        fc.pre(!Array.isArray(once))
        expect(make({ '@metadata': mapping }, { a })).to.deep.equal(once)
      }),
    )
  })

  it('@metadata reads a Date as its type says, and refuses it without one', () => {
    const a = { at: new Date(0) }
    expect(make({ '@metadata': { of: '$.a', types: { at: 'datetime' } } }, { a })).to.deep.equal({
      at: '1970-01-01T00:00:00.000Z',
    })
    expect(Array.isArray(make({ '@metadata': '$.a' }, { a }))).to.equal(true)
  })

  it('@metadata ends on a value that holds the same part again and again', () => {
    expect(make({ '@metadata': '$.a' }, { a: bush(30) })).to.deep.equal(tooMuch)
  })

  it('@metadata ends on a value that contains itself', () => {
    const loop: Record<string, unknown> = { leaf: 1 }
    loop['loop'] = loop
    expect(make({ '@metadata': '$.a' }, { a: loop })).to.deep.equal([
      `${Array.from({ length: 32 }, () => 'loop').join('_')}: expected at most 32 levels of nesting, found an object ($.a${'.loop'.repeat(32)})`,
    ])
  })

  it('@metadata joins no more text than an event is worth', () => {
    const list = Array.from({ length: 1000 }, () => 'x'.repeat(1000))
    expect(make({ '@metadata': { of: { list: '$.list' }, lists: 'join' } }, { list })).to.deep.equal(tooMuch)
  })

  it('@omit, @hash and @slug take no more than an event is worth', () => {
    const event = {
      text: 'x'.repeat(10_000),
      wide: Object.fromEntries(Array.from({ length: 10_000 }, () => 1).entries()),
    }
    const times = (part: unknown) =>
      make(
        Array.from({ length: 101 }, () => part),
        event,
      )
    const limit = 'expected at most 1000000 items and characters, found more'
    expect(times({ '@hash': '$.text' })).to.deep.equal([`[99]: ${limit}`])
    expect(times({ '@slug': '$.text' })).to.deep.equal([`[100]: ${limit}`])
    expect(times({ '@omit': { of: '$.wide', keys: ['y'] } })).to.deep.equal([`[100]: ${limit}`])
  })

  it('give own members by any name and change no prototype', () => {
    const a: JsonObject = JSON.parse('{"__proto__": {"x": 1}, "b": 2}')
    const made = [
      make({ '@pick': { of: '$.a', keys: ['__proto__'] } }, { a }),
      make({ '@omit': { of: '$.a', keys: ['b'] } }, { a }),
      make({ '@omit': { of: '$.a', keys: ['b', '__proto__.y'] } }, { a }),
      make({ '@metadata': '$.a' }, { a: JSON.parse('{"__proto__": 1}') }),
    ]
    expect(JSON.stringify(made)).to.equal(
      '[{"__proto__":{"x":1}},{"__proto__":{"x":1}},{"__proto__":{"x":1}},{"__proto__":1}]',
    )
    expect(made.map((value) => Object.getPrototypeOf(value) === Object.prototype)).to.deep.equal([
      true,
      true,
      true,
      true,
    ])
  })
})
