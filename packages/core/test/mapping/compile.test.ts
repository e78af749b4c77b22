import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFault, type Fault } from '../../src/contracts/failure.ts'
import { faultsOf } from '../../src/contracts/faults-of.ts'
import type { Evaluate } from '../../src/contracts/scope.ts'
import { compile, pathsOf } from '../../src/mapping/compile.ts'
import { directives } from '../../src/mapping/directives.ts'
import { parts } from '../../src/mapping/parts.ts'
import { showEventPath } from '../../src/mapping/path.ts'
import { mappingField } from '../../src/mapping/mapping-field.ts'
import { required } from '../../src/settings/field.ts'
import { load, make } from './read-mapping.ts'
import { definePlugin } from '../../src/contracts/plugin.ts'

/** A directive from outside, which goes through a list. */
const each = definePlugin({
  kind: 'directive',
  name: '@each',
  summary: 'A list with one value made of each item of another.',
  argument: ({ expression, inItem }) =>
    parts('the parts of an @each', {
      of: required(expression, { summary: 'The list.' }),
      make: required(inItem.expression, { summary: 'What to make of an item.' }),
    }),
  compile: (argument, { child, inItem, place, refusal }) => {
    const list = child(argument.of)
    const item = inItem.child(argument.make)
    const refuse = refusal('a list', argument.of)
    return (scope) => {
      const found = list(scope)
      if (found === undefined) return undefined
      if (!Array.isArray(found)) return refuse(scope, found)
      return found.map((each: unknown, i) => {
        const faults: Fault[] = []
        const made = item({ ...scope, item: each, faults })
        scope.faults.push(...faults.map((fault) => ({ ...fault, path: `${place}[${i}].${fault.path}` })))
        return made
      })
    }
  },
  examples: [{ title: 'One', mapping: { '@each': { of: '$.a', make: '$.b' } }, event: { a: [{ b: 1 }] }, gives: [1] }],
})
const known = [...directives, each]

const isFrozen = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen))

describe('a compiled mapping', () => {
  it('leaves out what is missing and keeps null', () => {
    expect(make({ a: '$.a', b: '$.b', c: { d: '$.d', e: '$.e' } }, { b: null, d: 1 })).to.deep.equal({
      b: null,
      c: { d: 1 },
    })
  })

  it('leaves out an object and a list of which nothing is there', () => {
    expect(make({ a: { b: { c: '$.x' } }, d: ['$.x', { e: '$.y' }], f: 1 }, {})).to.deep.equal({ f: 1 })
  })

  it('is missing where nothing of it is there', () => expect(make({ a: '$.a' }, {})).to.equal(undefined))

  it('keeps the order of its keys', () => {
    expect(JSON.stringify(make({ z: '$.z', a: 1, m: '$.m' }, { m: 2, z: 3 }))).to.equal('{"z":3,"a":1,"m":2}')
  })

  it('tells every fault with its place in the body and in the event', () => {
    const mapping = {
      metadata: { total: { '@number': '$.total' }, 'odd key': [1, { '@number': { '@coalesce': ['$.a', '$.b[0]'] } }] },
      label: { '@template': '{{total}} {{list}} {{map}}' },
    }
    expect(make(mapping, { total: 'abc', b: [true], list: [1, 2], map: {} })).to.deep.equal([
      'metadata.total: expected a number, or a text that is one, found "abc" ($.total)',
      "metadata['odd key'][1]: expected a number, or a text that is one, found true ($.a or $.b[0])",
      'label: expected a text, a number, true or false, found a list of 2 ($.list)',
      'label: expected a text, a number, true or false, found an object ($.map)',
    ])
  })

  it('tells the fault of a constant without a path', () => {
    expect(make({ '@number': 'abc' }, {})).to.deep.equal([
      'the value: expected a number, or a text that is one, found "abc"',
    ])
  })

  it('shares constants between events, frozen', () => {
    const mapping = load({ fixed: { list: [{ a: 1 }] }, id: '$.id' })
    const fixed = [{ id: 1 }, { id: 2 }].map((event) => {
      const made = mapping.apply(event)
      return isLeft(made) || typeof made.right !== 'object' || made.right === null || !('fixed' in made.right)
        ? undefined
        : made.right.fixed
    })
    expect(fixed[0]).to.equal(fixed[1])
    expect(fixed[0]).to.deep.equal({ list: [{ a: 1 }] })
    expect(isFrozen(fixed[0])).to.equal(true)
  })

  it('knows every path it reads, directives included', () => {
    const { expression } = load({
      a: '$.x',
      b: { '@coalesce': ['$.y', { '@number': '$.x' }] },
      c: { '@template': '{{z}} {{$$.w}}' },
      d: { '@if': { exists: '$.v', else: ['$.u'] } },
    })
    expect(pathsOf(expression).map(showEventPath)).to.deep.equal(['$.x', '$.y', '$.z', '$$.w', '$.v', '$.u'])
  })

  it('can be watched, value by value', () => {
    const seen: (readonly [string, unknown])[] = []
    const watched = compile(load({ a: '$.x', b: [{ '@number': '$.y' }] }).expression, (_part, place, evaluate) => {
      return (scope) => {
        const value = evaluate(scope)
        seen.push([place, value])
        return value
      }
    })
    watched({ x: 1, y: '2' })
    expect(seen).to.deep.equal([
      ['a', 1],
      ['b[0]', '2'],
      ['b[0]', 2],
      ['b', [2]],
      ['', { a: 1, b: [2] }],
    ])
  })

  it('takes directives from outside, which may go through a list', () => {
    const mapping = {
      lines: { '@each': { of: '$.items', make: { sku: '$.sku', order: '$$.id', n: { '@number': '$.n' } } } },
    }
    expect(make(mapping, { id: 7, items: [{ sku: 'a', n: '1' }, { sku: 'b' }] }, known)).to.deep.equal({
      lines: [
        { sku: 'a', order: 7, n: 1 },
        { sku: 'b', order: 7 },
      ],
    })
    expect(make(mapping, { id: 7, items: [{ sku: 'a' }, { n: 'x' }] }, known)).to.deep.equal([
      'lines[1].n: expected a number, or a text that is one, found "x" ($.n)',
    ])
  })

  it('holds the shape against the event and not against items of a list', () => {
    const field = mappingField(['items'], known)
    const mapping = (make: unknown): unknown => ({ '@each': { of: '$.items', make } })
    expect(isLeft(field.decode(mapping('$.anything')))).to.equal(false)
    expect(isLeft(field.decode(mapping('$$.anything')))).to.equal(true)
    expect(isLeft(field.decode('$.anything'))).to.equal(true)
  })

  const broken = (name: `@${string}`, compile: () => Evaluate) =>
    definePlugin({
      kind: 'directive',
      name,
      summary: 'A mistake.',
      argument: ({ expression }) => expression,
      compile,
      examples: [{ title: 'None', mapping: 1, event: {}, gives: 1 }],
    })
  const mistakes: readonly (readonly [what: string, directive: ReturnType<typeof broken>, told: string])[] = [
    [
      'throws',
      broken('@throws', () => {
        throw new Error('no luck')
      }),
      'the value: expected a mapping that can be compiled (no luck), found an object',
    ],
    [
      'is async',
      broken('@late', () => async () => 1),
      'the value: expected a mapping that can be compiled (@late gives no function to call for each event, or an async one), found an object',
    ],
  ]
  for (const [what, directive, told] of mistakes) {
    it(`tells at load of a directive from outside that ${what}`, () => {
      const read = mappingField('open', [directive]).decode({ [directive.name]: 1 })
      expect(isLeft(read) ? faultsOf(read.left).map(describeFault) : []).to.deep.equal([told])
    })
  }
})
