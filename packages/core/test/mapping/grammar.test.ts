/* oxlint-disable unicorn/no-thenable -- a part of @if is called `then` */
import { expect } from 'chai'
import { mappingCodec } from '../../src/mapping/grammar.ts'
import { directives } from '../../src/mapping/directives.ts'
import { literalDirective } from '../../src/mapping/directives/literal.ts'
import { faultsAtLoad, load, make } from './read-mapping.ts'

const nested = (levels: number): unknown => {
  let value: unknown = 'deep'
  for (let i = 0; i < levels; i++) value = { a: value }
  return value
}

describe('the grammar of mappings', () => {
  const shape = ['type', 'event', 'userId', 'properties', 'context']
  const names = 'type, event, userId, properties, context'
  const all = directives.map(({ name }) => name).join(', ')
  const faults: readonly (readonly [title: string, mapping: unknown, faults: readonly string[]])[] = [
    ['nothing', undefined, ['the value: expected a mapping, found nothing']],
    ['a value that JSON has not', { a: Number.NaN }, ['a: expected a JSON value, a path or a directive, found NaN']],
    [
      'an unknown directive',
      { a: { '@pth': '$.type' } },
      [`a.@pth: expected one of ${all} (did you mean @path?), found "$.type"`],
    ],
    ['an unknown directive in a list', [{ '@nope': 1 }], [`[0].@nope: expected one of ${all}, found 1`]],
    [
      'keys beside a directive',
      { a: { code: 1, '@path': '$.type' } },
      ['a.code: expected nothing beside @path, found "code"'],
    ],
    [
      'two directives',
      { '@path': '$.type', '@literal': 1 },
      ['@literal: expected nothing beside @path, found "@literal"'],
    ],
    [
      'a path without its dot',
      { a: '$type', b: '$5 off' },
      ['a: expected a path that starts with $.type, or a @literal, found "$type"'],
    ],
    ['a path that is none', { a: '$.type..x' }, ['a: expected a key at character 8 of the path, found "$.type..x"']],
    ['a path that is no text', { a: { '@path': 5 } }, ['a.@path: expected a path such as $.properties.total, found 5']],
    [
      'a root that the source does not have',
      { a: '$.propertis.total', b: { '@path': '$$.usrId' } },
      [
        `a: expected a path that starts with one of ${names} (did you mean properties?), found "$.propertis.total"`,
        `b.@path: expected a path that starts with one of ${names} (did you mean userId?), found "$$.usrId"`,
      ],
    ],
    [
      'a root in a template',
      { a: { '@template': '{{event}} {{ evnt }}' } },
      [`a.@template: expected a path that starts with one of ${names} (did you mean event?), found "evnt"`],
    ],
    [
      'open braces',
      { '@template': '{{event}} {{type' },
      ['@template: expected closing braces for those at character 11, found "{{event}} {{type"'],
    ],
    ['empty braces', { '@template': '{{}}' }, ['@template: expected a key at character 1 of the path, found ""']],
    ['a template that is no text', { '@template': 1 }, ['@template: expected a text with {{paths}} in it, found 1']],
    [
      'an unknown part of @if',
      { '@if': { exist: '$.type', exists: 1, then: 1 } },
      ['@if.exist: expected one of exists, blank, when, then, else (did you mean exists?), found "exist"'],
    ],
    ['an @if that is no object', { '@if': '$.type' }, ['@if: expected the parts of an @if, found "$.type"']],
    [
      'both questions of @if',
      { '@if': { exists: 1, blank: 1, then: 1 } },
      ['@if: expected exactly one of exists, blank, when, found an object'],
    ],
    [
      'no question of @if',
      { '@if': { then: 1 } },
      ['@if: expected exactly one of exists, blank, when, found an object'],
    ],
    ['no answer of @if', { '@if': { blank: 1 } }, ['@if: expected then, else or both, found an object']],
    [
      'a fault inside @if',
      { '@if': { exists: '$.x', then: '$.y' } },
      [
        `@if.exists: expected a path that starts with one of ${names}, found "$.x"`,
        `@if.then: expected a path that starts with one of ${names}, found "$.y"`,
      ],
    ],
    [
      'an empty @coalesce',
      { '@coalesce': [] },
      ['@coalesce: expected a list of at least one value, found an empty list'],
    ],
    [
      'a @coalesce that is no list',
      { '@coalesce': '$.type' },
      ['@coalesce: expected a list of at least one value, found "$.type"'],
    ],
    [
      'a fault inside @coalesce',
      { '@coalesce': [1, '$.x'] },
      [`@coalesce[1]: expected a path that starts with one of ${names}, found "$.x"`],
    ],
    [
      'a literal that JSON has not',
      { '@literal': [Number.POSITIVE_INFINITY] },
      ['@literal[0]: expected a JSON value, found Infinity'],
    ],
    [
      'a key that sets a prototype',
      JSON.parse('{"__proto__": 1, "a": {"@literal": {"__proto__": {}}}}'),
      ['__proto__: expected another name, found 1', 'a.@literal.__proto__: expected another name, found an object'],
    ],
    ['too many levels', nested(33), ['the value: expected at most 32 levels of nesting, found an object']],
    [
      'too many values',
      Array.from({ length: 10_000 }, () => 1),
      ['the value: expected at most 10000 values in all, found a list of 10000'],
    ],
  ]
  for (const [title, mapping, expected] of faults) {
    it(`refuses ${title}`, () => expect(faultsAtLoad(mapping, shape)).to.deep.equal(expected))
  }

  it('tells every fault at once', () => {
    const mapping = { a: '$.x', b: [{ '@number': '$.y' }, { '@nope': 1 }], c: { '@template': '{{' } }
    expect(faultsAtLoad(mapping, shape)).to.have.length(4)
  })

  it('ends on a value that contains itself', () => {
    const loop: unknown[] = []
    loop.push(loop)
    expect(faultsAtLoad(loop)).to.deep.equal(['the value: expected at most 32 levels of nesting, found a list of 1'])
  })

  it('takes what is as deep and as large as allowed', () => {
    expect(faultsAtLoad(nested(32))).to.deep.equal([])
    expect(faultsAtLoad(Array.from({ length: 9999 }, () => 1))).to.deep.equal([])
  })

  it('passes over the notes of the editor a mapping was copied from', () => {
    expect(make({ '@path': '$.a', _metadata: { label: 'A' } }, { a: 1 })).to.equal(1)
  })

  it('reads what is own only', () => {
    expect(load(Object.create({ '@nope': 1 })).expression).to.deep.equal({ _tag: 'Fields', fields: [] })
  })

  it('does not change with what it was read from', () => {
    const source = { a: { '@literal': { list: [1] } } }
    const mapping = load(source)
    source.a['@literal'].list.push(2)
    expect(mapping.apply({})).to.deep.include({ right: { a: { list: [1] } } })
  })

  it('takes a root that the shape has and any below it', () => {
    expect(faultsAtLoad(['$.type', '$.context.anything', '$$.userId', '$', '$.'], shape)).to.deep.equal([])
  })

  it('has one directive of each name', () => {
    expect(() => mappingCodec([...directives, literalDirective], 'open')).to.throw('two directives are named @literal')
  })
})
