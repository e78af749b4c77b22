import { expect } from 'chai'
import type { Schema } from '../../src/contracts/described.ts'
import { choiceSchema } from '../../src/settings/choice-schema.ts'
import { whenSchema } from '../../src/settings/when-schema.ts'
import { withMembers } from '../../src/settings/with-members.ts'

const use = { const: 'x' }
const text = { type: 'string' }

describe('withMembers', () => {
  const cases: readonly (readonly [title: string, schema: Schema, expected: Schema])[] = [
    [
      'lets an object have more members',
      { type: 'object', additionalProperties: false, properties: { a: text } },
      { type: 'object', additionalProperties: false, properties: { use, a: text } },
    ],
    [
      'lets an object have them that could have none',
      { type: 'object', additionalProperties: false },
      { type: 'object', additionalProperties: false, properties: { use } },
    ],
    ['leaves alone what may have any', { type: 'object' }, { type: 'object' }],
    [
      'goes into whatever judges the same object',
      { anyOf: [{ properties: { a: text } }], ...whenSchema({ properties: {} }, { properties: {} }) },
      { anyOf: [{ properties: { use, a: text } }], ...whenSchema({ properties: {} }, { properties: { use } }) },
    ],
    [
      'stays out of members',
      { properties: { a: { type: 'object', properties: {} } } },
      { properties: { use, a: { type: 'object', properties: {} } } },
    ],
    ['has the last word', { properties: { use: text } }, { properties: { use } }],
  ]
  for (const [title, schema, expected] of cases) {
    it(title, () => expect(withMembers(schema, { use })).to.deep.equal(expected))
  }
})

describe('choiceSchema', () => {
  it('takes nothing where there is nothing to choose from', () =>
    expect(choiceSchema('use', {})).to.deep.equal({ not: {} }))
})
