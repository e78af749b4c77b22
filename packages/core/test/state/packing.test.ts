import { expect } from 'chai'
import fc from 'fast-check'
import type { Value } from '../../src/state/messages.ts'
import { createPacker, createUnpacker } from '../../src/state/packing.ts'

const value: fc.Arbitrary<Value> = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.uint8Array())

describe('state/packing', () => {
  it('gives back every value as it was', () => {
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const packer = createPacker()
        const packed = values.map(packer.pack)
        expect(createUnpacker(packer.freight())(packed)).to.deep.equal(values)
      }),
    )
  })
})
