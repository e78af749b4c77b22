import { expect } from 'chai'
import fc from 'fast-check'
import { segmentMakes, weMake } from './segment.ts'
import { exclusions } from './segment-exclusions.ts'
import { segmentEvent, segmentMapping } from './segment-mapping.ts'

describe("a mapping of Segment's", () => {
  it('makes the same JSON here, but for what is excluded', () => {
    fc.assert(
      fc.property(segmentMapping, segmentEvent, (mapping, event) => {
        expect(weMake(mapping, event)).to.equal(segmentMakes(mapping, event))
      }),
      { numRuns: 2000 },
    )
  })

  for (const { because, example } of Object.values(exclusions)) {
    it(`makes something else where ${because}`, () => {
      const { mapping, event } = example
      expect(weMake(mapping, event)).not.to.equal(segmentMakes(mapping, event))
    })
  }
})
