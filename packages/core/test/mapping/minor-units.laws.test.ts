import { expect } from 'chai'
import fc from 'fast-check'
import { make } from './read-mapping.ts'

/** A decimal by its digits and where its point is: 1234 and 2 are 12.34. */
const anyDecimal = fc.record({
  units: fc.maxSafeInteger(),
  decimals: fc.nat(8),
})

const write = (units: number, decimals: number): string => {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0')
  const point = digits.length - decimals
  const fraction = decimals === 0 ? '' : `.${digits.slice(point)}`
  return `${units < 0 ? '-' : ''}${digits.slice(0, point)}${fraction}`
}

/** Divides and rounds as arithmetic does, without a decimal text. */
const divide = (dividend: bigint, divisor: bigint): bigint => {
  const size = dividend < 0n ? -dividend : dividend
  const rounded = (size + divisor / 2n) / divisor
  return dividend < 0n ? -rounded : rounded
}

describe('@minorUnits, for any amount', () => {
  it('is the amount again once it was written with its decimals', () => {
    fc.assert(
      fc.property(anyDecimal, ({ units, decimals }) => {
        const event = { amount: write(units, decimals) }
        expect(make({ '@minorUnits': { amount: '$.amount', digits: decimals } }, event)).to.equal(units)
      }),
    )
  })

  it('is the same of a text with an exponent', () => {
    fc.assert(
      fc.property(anyDecimal, ({ units, decimals }) => {
        const event = { amount: `${units}e-${decimals}` }
        expect(make({ '@minorUnits': { amount: '$.amount', digits: decimals } }, event)).to.equal(units)
      }),
    )
  })

  it('rounds as arithmetic does, a half away from zero', () => {
    fc.assert(
      fc.property(anyDecimal, fc.nat(8), ({ units, decimals }, digits) => {
        fc.pre(digits < decimals)
        const mapping = { '@minorUnits': { amount: '$.amount', digits, round: 'half-up' } }
        const expected = divide(BigInt(units), 10n ** BigInt(decimals - digits))
        expect(make(mapping, { amount: write(units, decimals) })).to.equal(Number(expected))
      }),
    )
  })

  it('takes a number for what it prints as', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (cents) => {
        expect(make({ '@minorUnits': { amount: '$.amount', currency: 'USD' } }, { amount: cents / 100 })).to.equal(
          cents,
        )
      }),
    )
  })
})
