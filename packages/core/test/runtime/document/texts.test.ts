import { expect } from 'chai'
import type { Schema } from '../../../src/contracts/described.ts'
import { firstSentence } from '../../../src/runtime/document/first-sentence.ts'
import { code, table } from '../../../src/runtime/document/markdown.ts'
import { showDefault } from '../../../src/runtime/document/show-default.ts'
import { showJson } from '../../../src/runtime/document/show-json.ts'
import { typeText } from '../../../src/runtime/document/type-text.ts'
import { yamlText } from '../../../src/runtime/document/yaml-text.ts'

describe('a type in words', () => {
  const cases: readonly (readonly [schema: Schema, text: string])[] = [
    [{ title: 'a whole number from 0 to 65535' }, 'whole number from 0 to 65,535'],
    [{ title: 'a whole number from 1 to 1000000', unit: 'bytes' }, 'bytes, 1 to 1,000,000'],
    [{ title: 'one of eu, us1', enum: ['eu', 'us1'] }, '`eu`, `us1`'],
    [{ title: 'true or false', enum: [true, false, 'true', 'false'] }, 'true or false'],
    [{ $ref: 'urn:vouchrelay:expression', title: 'a JSON value, a path or a directive' }, 'mapping'],
    [{ type: 'string' }, 'text'],
    [{ type: ['integer', 'null'] }, 'whole number or null'],
    [{ type: 'array', items: { type: 'string' } }, 'list of: text'],
    [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }, 'text or whole number'],
    [{ enum: [1, 'a'] }, '`1`, `"a"`'],
    [{ const: 5 }, '`5`'],
    [{}, 'anything'],
  ]
  for (const [schema, text] of cases) {
    it(`is ${text}: ${JSON.stringify(schema)}`, () => expect(typeText(schema)).to.equal(text))
  }
})

describe('a default', () => {
  const cases: readonly (readonly [value: unknown, unit: string | undefined, text: string])[] = [
    [65_536, 'bytes', '`65536` (64 KiB)'],
    [3 * 1024 ** 2, 'bytes', '`3145728` (3 MiB)'],
    [1000, 'bytes', '`1000`'],
    [20_000, 'milliseconds', '`20000` (20 s)'],
    [90_000, 'milliseconds', '`90000` (90 s)'],
    [86_400_000, 'milliseconds', '`86400000` (24 h)'],
    [0, 'milliseconds', '`0`'],
    [168, 'hours', '`168`'],
    ['./state', undefined, '`./state`'],
    ['', undefined, '`""`'],
    [['a', 'b'], undefined, '`["a", "b"]`'],
    [false, undefined, '`false`'],
  ]
  for (const [value, unit, text] of cases) {
    it(`is shown as ${text}`, () => expect(showDefault(value, unit)).to.equal(text))
  }
})

describe('YAML as a person writes it', () => {
  it('has short parts in one line and long ones in lines of their own', () => {
    const email = { '@coalesce': ['$.properties.email', '$.context.traits.email'] }
    expect(yamlText({ event: 'order', customer: { source_id: '$.userId', email }, items: ['$.a[0]'] })).to.equal(
      [
        'event: order',
        'customer:',
        '  source_id: $.userId',
        "  email: { '@coalesce': [$.properties.email, $.context.traits.email] }",
        "items: ['$.a[0]']",
      ].join('\n'),
    )
  })

  it('keeps brackets with spaces where a text has them', () =>
    expect(yamlText({ a: ['x [ y'] })).to.equal("a: [ 'x [ y' ]"))

  it('repeats what is the same instead of pointing to it', () => {
    const same = { a: 1 }
    expect(yamlText([same, same])).to.equal('- { a: 1 }\n- { a: 1 }')
  })
})

describe('JSON in one line', () => {
  it('has room to breathe', () =>
    expect(showJson({ a: [1, { b: 'x\ny' }], c: [], d: {} })).to.equal(
      String.raw`{ "a": [1, { "b": "x\ny" }], "c": [], "d": {} }`,
    ))

  it('is a word where nothing is there', () => expect(showJson(undefined)).to.equal('nothing'))
})

describe('Markdown', () => {
  it('keeps code with backticks in it together', () =>
    expect([code('a'), code('a `b` c'), code('`a`')]).to.deep.equal(['`a`', '``a `b` c``', '`` `a` ``']))

  it('keeps a cell in its column and its line', () =>
    expect(table(['a', 'b'], [['1 | 2', 'x\ny']])).to.equal('| a | b |\n|---|---|\n| 1 \\| 2 | x y |'))

  it('has no table without rows', () => expect(table(['a'], [])).to.equal(''))
})

describe('a first sentence', () => {
  const cases = [
    ['A number. Missing is missing.', 'A number.'],
    ['A text: as it is. Null is null.', 'A text: as it is.'],
    ['The events of a spec: `a` becomes `b`.', 'The events of a spec.'],
    ['Reads version 1.2 of it', 'Reads version 1.2 of it'],
  ] as const
  for (const [summary, first] of cases) {
    it(first, () => expect(firstSentence(summary)).to.equal(first))
  }
})
