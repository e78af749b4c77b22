import { expect } from 'chai'
import type { Schema } from '../../../src/contracts/described.ts'
import { defineOnce } from '../../../src/runtime/document/define-once.ts'
import { mapSchema } from '../../../src/runtime/document/map-schema.ts'
import { mappingSchema } from '../../../src/runtime/document/mapping-schema.ts'
import { takeVariables } from '../../../src/runtime/document/take-variables.ts'
import { expressionReference } from '../../../src/mapping/grammar-schema.ts'
import { whenSchema } from '../../../src/settings/when-schema.ts'

const variable = { type: 'string', pattern: '\\$\\{' }

describe('takeVariables', () => {
  const cases: readonly (readonly [title: string, schema: Schema, expected: Schema])[] = [
    ['leaves a free text', { type: 'string', minLength: 1 }, { type: 'string', minLength: 1 }],
    ['leaves what takes no text', { type: 'integer', minimum: 1 }, { type: 'integer', minimum: 1 }],
    ['leaves choices among numbers', { enum: [1, 2] }, { enum: [1, 2] }],
    [
      'opens a form of text',
      { type: 'string', pattern: '^/' },
      { anyOf: [{ type: 'string', pattern: '^/' }, variable] },
    ],
    ['opens choices', { enum: [true, 'true'] }, { anyOf: [{ enum: [true, 'true'] }, variable] }],
    ['opens one text', { const: 'a' }, { anyOf: [{ const: 'a' }, variable] }],
    [
      'keeps what people are told outside',
      { enum: ['a'], title: 'a', default: 'a' },
      { anyOf: [{ enum: ['a'] }, variable], title: 'a', default: 'a' },
    ],
    ['lets a variable fit several of several', { oneOf: [{ type: 'string' }] }, { anyOf: [{ type: 'string' }] }],
  ]
  for (const [title, schema, expected] of cases) {
    it(title, () => expect(takeVariables(schema)).to.deep.equal(expected))
  }
})

describe('mapSchema', () => {
  it('changes whatever a value is held against, from the inside out, and no question', () => {
    const named: string[] = []
    const schema = {
      title: 'root',
      properties: { a: { title: 'a', items: { title: 'item' } } },
      additionalProperties: false,
      anyOf: [{ title: 'branch' }],
      not: { title: 'not' },
      propertyNames: { title: 'names' },
      enum: [{ title: 'a value' }],
      ...whenSchema({ title: 'if' }, { title: 'then' }, { title: 'else' }),
    }
    const same = mapSchema(schema, (part) => {
      named.push(String(part['title']))
      return part
    })
    expect(same).to.deep.equal(schema)
    expect(named).to.deep.equal(['item', 'a', 'branch', 'then', 'else', 'root'])
  })
})

describe('defineOnce', () => {
  it('moves what has an $id of ours to the definitions, without what is told of it at one place', () => {
    const node = { $id: 'urn:vouchrelay:node', type: 'array', items: { $ref: 'urn:vouchrelay:node' } }
    const schema = { properties: { a: { ...node, title: 'A' }, b: { ...node, title: 'B' }, c: { $ref: 'urn:other' } } }
    expect(defineOnce(schema)).to.deep.equal({
      properties: {
        a: { $ref: '#/definitions/node', title: 'A' },
        b: { $ref: '#/definitions/node', title: 'B' },
        c: { $ref: 'urn:other' },
      },
      definitions: { node: { type: 'array', items: { $ref: '#/definitions/node' } } },
    })
  })

  it('leaves a schema without any', () => expect(defineOnce({ type: 'string' })).to.deep.equal({ type: 'string' }))
})

describe('mappingSchema', () => {
  const path = '^\\$\\$?([.[]|$)'
  const isObject = { type: 'object', propertyNames: { not: { pattern: '^@' } } }
  const object = { type: ['object', 'string', 'null'], pattern: path }
  const made = { ...whenSchema(isObject, { not: { type: 'object' } }), allOf: [expressionReference] }
  const text = { type: ['string', 'object', 'null'], ...made }

  it('demands of an object what a body demands, at every level', () => {
    const inner = { type: 'object', additionalProperties: false, properties: { c: {} } }
    const body = {
      type: 'object',
      additionalProperties: false,
      required: ['a'],
      properties: { a: { type: 'string' }, b: { anyOf: [inner, { type: 'null' }] } },
    }
    const shut = (required: readonly string[], properties: Schema): Schema => ({
      ...object,
      ...whenSchema(isObject, { type: 'object', required, properties, additionalProperties: false }),
    })
    expect(mappingSchema(body)).to.deep.equal(shut(['a'], { a: text, b: shut([], { c: expressionReference }) }))
  })

  it('demands of what is written out that it is of the type', () =>
    expect(['object', 'array', 'string'].map((type) => mappingSchema({ type }))).to.deep.equal([
      { ...object, allOf: [expressionReference] },
      { type: ['array', 'object', 'string', 'null'], pattern: path, ...made },
      text,
    ]))

  it('takes any mapping for what may be of several types, or a number', () =>
    expect([{}, { type: ['string', 'null'] }, { type: 'integer' }].map(mappingSchema)).to.deep.equal([
      expressionReference,
      expressionReference,
      expressionReference,
    ]))
})
