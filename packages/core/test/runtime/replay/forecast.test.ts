import { expect } from 'chai'
import fc from 'fast-check'
import { costOf } from '../../../src/runtime/replay/forecast/cost-of.ts'
import { createSeen } from '../../../src/runtime/replay/forecast/seen.ts'

const quota = { calls: 100, periodMs: 60_000, share: 0.5, reserve: 0.2, perCycle: 100_000, cycleDay: 1 }

describe('the forecast of a replay', () => {
  it('knows what came before, however much there is', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 9_000, size: 'max' }), (texts) => {
        const seen = createSeen()
        const known = new Set<string>()
        for (const text of texts) {
          expect(seen.isNew(text)).to.equal(!known.has(text))
          known.add(text)
        }
      }),
      { numRuns: 20 },
    ))

  it('takes the time that is left of the quota', () => {
    expect(costOf(400, quota, undefined)).to.deep.equal({
      calls: 400,
      quota,
      cycle: { calls: 40_000, part: 0.01 },
      leastMs: 600_000,
    })
  })

  it('takes the time of its own rate where that is less', () => {
    expect([
      costOf(400, quota, 0.5).leastMs,
      costOf(400, quota, 100).leastMs,
      costOf(400, undefined, 100).leastMs,
    ]).to.deep.equal([800_000, 600_000, 4_000])
  })

  it('does not say how long it takes where nothing says it', () => {
    expect(costOf(400, undefined, undefined)).to.deep.equal({
      calls: 400,
      quota: undefined,
      cycle: undefined,
      leastMs: undefined,
    })
  })
})
