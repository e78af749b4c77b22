/* oxlint-disable unicorn/no-thenable -- a part of @if is called `then` */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { faultsOf } from '../../src/contracts/faults-of.ts'
import { directives } from '../../src/mapping/directives.ts'
import { mappingField } from '../../src/mapping/mapping-field.ts'
import { predicateText } from '../../src/mapping/predicate-text.ts'
import { closed } from '../../src/settings/closed.ts'
import { listOf, optional, required } from '../../src/settings/field.ts'

const shape = ['type', 'event', 'properties']
const route = closed('a route', {
  when: optional(predicateText(shape), { summary: 'Which events.' }),
  body: required(mappingField(shape), { summary: 'What is sent.' }),
})

describe('the settings of a mapping and a filter', () => {
  it('tell all faults with their paths in the settings', () => {
    const read = listOf(route).decode([
      { when: 'type = "track"', body: { event: '$.event' } },
      { when: 'typ = 1 and', body: { metadata: { total: { '@number': '$.total' }, tax: { '@numbr': 1 } } } },
      { when: 5 },
    ])
    expect(isLeft(read) ? faultsOf(read.left) : []).to.deep.equal([
      {
        path: '[1].when',
        expected: 'a field, a value, a function or an opening parenthesis at character 12, not the end of the text',
        found: '"typ = 1 and"',
      },
      {
        path: '[1].body.metadata.total.@number',
        expected: 'a path that starts with one of type, event, properties',
        found: '"$.total"',
      },
      {
        path: '[1].body.metadata.tax.@numbr',
        expected: `one of ${directives.map(({ name }) => name).join(', ')} (did you mean @number?)`,
        found: '1',
      },
      { path: '[2].when', expected: 'a filter such as type = "track"', found: '5' },
      { path: '[2].body', expected: 'a mapping', found: 'nothing' },
    ])
  })

  it('give a filter and a mapping that run', () => {
    const read = route.decode({ when: 'type = "track"', body: { name: '$.event' } })
    if (isLeft(read)) throw new Error('it loads')
    const event = { type: 'track', event: 'Signed Up' }
    expect(read.right.when?.matches(event)).to.equal(true)
    expect(read.right.body.apply(event)).to.deep.include({ right: { name: 'Signed Up' } })
  })

  describe('have a JSON Schema', () => {
    const valid = new Ajv2020({ strict: false }).compile({ type: 'array', items: route.schema })
    const isValid = (body: unknown): boolean => valid([{ body }, { body }])

    for (const { name, examples } of directives) {
      it(`that takes the examples of ${name} which load`, () => {
        const loads = examples.filter(({ mapping }) => !isLeft(mappingField('open').decode(mapping)))
        expect(loads.filter(({ mapping }) => !isValid(mapping))).to.deep.equal([])
      })
    }

    it('that refuses what the grammar refuses by its form', () => {
      const wrong = [
        { '@nope': 1 },
        { a: { '@path': '$.a', b: 1 } },
        { '@path': 5 },
        { '@coalesce': [] },
        [{ '@if': { exist: 1, then: 1 } }],
      ]
      expect(wrong.filter(isValid)).to.deep.equal([])
    })
  })
})
