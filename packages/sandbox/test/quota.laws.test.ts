import { expect } from 'chai'
import fc from 'fast-check'
import { defaultQuota, type SandboxQuota } from '../src/quota/quota-setting.ts'
import { createQuota, type Spent } from '../src/quota/quota.ts'

const tries = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 200 })
const limits = fc.record({
  calls: fc.integer({ min: 1, max: 6 }),
  periodMs: fc.integer({ min: 1, max: 2000 }),
  window: fc.constantFrom<SandboxQuota['window'][]>('calendar', 'rolling'),
  otherCalls: fc.integer({ min: 0, max: 5 }),
})

/** Makes a call after each pause, and tells when each was made and what became of it. */
const spendAll = (
  limit: Partial<SandboxQuota> & { readonly calls: number },
  pauses: readonly number[],
  start = 1_000_000,
) => {
  let time = start
  const quota = createQuota({ ...defaultQuota, ...limit }, () => time)
  const spent: (Spent & { readonly at: number })[] = []
  for (const pause of pauses) {
    time += pause
    spent.push({ at: time, ...quota.spend() })
  }
  return { spent, quota }
}

describe('a quota, whatever the calls', () => {
  it('accepts in no span of a period more than its calls when it rolls, and refuses none that would fit', () => {
    fc.assert(
      fc.property(limits, tries, (limit, pauses) => {
        const { spent } = spendAll({ ...limit, window: 'rolling', otherCalls: 0 }, pauses)
        const accepted: number[] = []
        for (const { at, refusedForMs } of spent) {
          const inSpan = accepted.filter((time) => time > at - limit.periodMs).length
          expect(refusedForMs === undefined).to.equal(inSpan < limit.calls)
          if (refusedForMs === undefined) accepted.push(at)
        }
      }),
    )
  })

  it('accepts in each period of the clock as many calls as it has, or all', () => {
    fc.assert(
      fc.property(limits, tries, (limit, pauses) => {
        const { spent, quota } = spendAll({ ...limit, window: 'calendar', otherCalls: 0 }, pauses)
        const made = new Map<number, number>()
        for (const { at } of spent) {
          const start = at - (at % limit.periodMs)
          made.set(start, (made.get(start) ?? 0) + 1)
        }
        expect(
          quota.report().periods.map(({ startMs, accepted, refused }) => [startMs, accepted, refused]),
        ).to.deep.equal(
          [...made].map(([start, count]) => [start, Math.min(count, limit.calls), Math.max(0, count - limit.calls)]),
        )
      }),
    )
  })

  it('accepts the first call at the moment that a refusal names', () => {
    fc.assert(
      fc.property(limits, tries, (limit, pauses) => {
        fc.pre(limit.otherCalls < limit.calls)
        let time = 1_000_000
        const quota = createQuota({ ...defaultQuota, ...limit }, () => time)
        for (const pause of pauses) {
          time += pause
          const { refusedForMs, nextAt } = quota.spend()
          if (refusedForMs === undefined) continue
          expect(nextAt - time).to.equal(refusedForMs)
          expect(refusedForMs).to.be.greaterThan(0)
          time = nextAt
          expect(quota.spend().refusedForMs).to.equal(undefined)
        }
      }),
    )
  })

  it('keeps on when it rolls over thousands of calls', () => {
    const limit = { calls: 3, periodMs: 10, window: 'rolling' } as const
    const { quota } = spendAll(
      limit,
      Array.from({ length: 10_000 }, () => 2),
    )
    // Three in ten milliseconds, of five that are tried.
    expect([quota.report().accepted, quota.report().refused]).to.deep.equal([6000, 4000])
  })

  it('remembers the last 10,000 periods', () => {
    const { quota } = spendAll(
      { calls: 1, periodMs: 10 },
      Array.from({ length: 10_002 }, () => 10),
      0,
    )
    const { accepted, periods } = quota.report()
    expect([accepted, periods.length, periods[0]?.startMs]).to.deep.equal([10_002, 10_000, 30])
  })
})
