import { expect } from 'chai'
import fc from 'fast-check'
import { defaultRetryPolicies, delayMs, type RetryPolicy } from '../../src/delivery/retry-policy.ts'

describe('a retry policy', () => {
  const policy: RetryPolicy = { firstDelayMs: 100, maxDelayMs: 1000, budgetMs: 1e6 }

  it('doubles the longest wait with each try, up to its cap', () => {
    expect([1, 2, 3, 4, 5, 6, 1000].map((tries) => delayMs(policy, tries, 1))).to.deep.equal([
      100, 200, 400, 800, 1000, 1000, 1000,
    ])
  })

  it('waits anything from none to the whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 1, noNaN: true }), (tries, random) => {
        expect(delayMs(policy, tries, random)).to.be.within(0, delayMs(policy, tries, 1))
      }),
    )
    expect(delayMs(policy, 3, 0)).to.equal(0)
  })

  it('is the same for both classes unless the settings say otherwise', () => {
    expect(defaultRetryPolicies.inDoubt).to.deep.equal(defaultRetryPolicies.unavailable)
  })
})
