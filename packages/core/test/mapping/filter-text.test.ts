/* oxlint-disable unicorn/no-thenable -- a part of @if is called `then` */
import { expect } from 'chai'
import { pathsOf } from '../../src/mapping/compile.ts'
import { directives } from '../../src/mapping/directives.ts'
import { arrayPathDirective } from '../../src/mapping/directives/array-path.ts'
import { mappingField } from '../../src/mapping/mapping-field.ts'
import { faultsAtLoad, load, make } from './read-mapping.ts'

const known = [...new Set([...directives, arrayPathDirective])]
const large = (when: string) => ({ '@if': { when, then: 'large', else: 'small' } })

describe('a filter in a mapping', () => {
  it('asks what $. starts at: the event, or the item of a list', () => {
    const event = { total: 5, items: [{ total: 200 }, { total: 20 }] }
    const mapping = [large('total > 100'), { '@arrayPath': ['$.items', large('total > 100')] }]
    expect(make(mapping, event, known)).to.deep.equal(['small', ['large', 'small']])
  })

  it('says which paths it reads', () => {
    const { expression } = load(large('properties.total > 100 and lowercase(event) in ["a"] or not vip'))
    expect(pathsOf(expression)).to.deep.equal([
      { from: 'item', keys: ['properties', 'total'] },
      { from: 'item', keys: ['event'] },
      { from: 'item', keys: ['vip'] },
    ])
  })

  it('names fields that the shape has', () => {
    expect(faultsAtLoad(large('propertis.total > 1'), ['type', 'properties'])).to.deep.equal([
      '@if.when: expected a field that starts with one of type, properties (did you mean properties?) at character 1, ' +
        'not propertis.total, found "propertis.total > 1"',
    ])
  })

  it('names any field of an item', () => {
    const mapping = { '@arrayPath': ['$.properties', large('anything > 1')] }
    expect(mappingField(['properties'], known).decode(mapping)._tag).to.equal('Right')
  })

  it('tells everything that is wrong with it', () => {
    expect(faultsAtLoad(large('length(a, b) > "1"'))).to.deep.equal([
      '@if.when: expected length(value): one value at character 1, not length, found "length(a, b) > \\"1\\""',
      '@if.when: expected a number at character 16, not "1", found "length(a, b) > \\"1\\""',
    ])
  })

  it('is a text', () => {
    expect(faultsAtLoad({ '@if': { when: '$.vip', then: 1 } })).to.deep.equal([
      '@if.when: expected a field without $. at character 1, not $, found "$.vip"',
    ])
    expect(faultsAtLoad({ '@if': { when: true, then: 1 } })).to.deep.equal([
      '@if.when: expected a filter such as type = "track", found true',
    ])
  })
})
