import { expect } from 'chai'
import fc from 'fast-check'
import { right } from 'fp-ts/lib/Either.js'
import { showEventPath } from '../../src/mapping/path.ts'
import { printMapping } from '../../src/mapping/print.ts'
import { readPath } from '../../src/mapping/read-path.ts'
import { anyEvent, anyKey, anyMapping } from './arbitraries.ts'
import { load } from './read-mapping.ts'

describe('a printed mapping', () => {
  it('makes what the mapping makes', () => {
    fc.assert(
      fc.property(anyMapping, anyEvent, (mapping, event) => {
        const { expression, apply } = load(mapping)
        expect(load(printMapping(expression)).apply(event)).to.deep.equal(apply(event))
      }),
      { numRuns: 2000 },
    )
  })

  it('has paths that read as the same path', () => {
    fc.assert(
      fc.property(fc.constantFrom('item', 'root'), fc.array(anyKey), (from, keys) => {
        expect(readPath(showEventPath({ from, keys }))).to.deep.equal(right({ from, keys }))
      }),
    )
  })
})
