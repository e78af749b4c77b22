import { expect } from 'chai'
import type { RateReading, SendFailure } from '../../src/contracts/failure.ts'
import type { Priority } from '../../src/contracts/policy.ts'
import type { Quota } from '../../src/contracts/quota.ts'
import { createGovernor, type Governor, type GovernorSettings } from '../../src/delivery/quota.ts'

const minuteMs = 60_000
const quota: Quota = { calls: 100, periodMs: minuteMs, share: 0.5, reserve: 0.2, cycleDay: 1 }
const wallNow = (): number => Date.parse('2026-11-11T00:00:00Z')

const governor = (settings: GovernorSettings): Governor => createGovernor(settings, wallNow)

/** When the next call may begin, where nothing else happens. */
const nextAt = (one: Governor, from: number): number => {
  let now = from
  for (let due = one.dueAt('high', now); due > now; due = one.dueAt('high', now)) now = due
  return now
}

/** Makes calls as soon as they are due, and counts them. */
const spend = (one: Governor, priority: Priority, from: number, to: number): number => {
  let calls = 0
  for (let now = from; now < to;) {
    const due = one.dueAt(priority, now)
    if (due > now) now = due
    else {
      one.begin(priority, now)
      calls += 1
    }
  }
  return calls
}

const period = (limit: number, remaining: number, resetMs?: number): RateReading => ({
  of: 'period',
  limit,
  remaining,
  resetMs,
})

/** One call and its answer. */
const hear = (one: Governor, now: number, rate?: RateReading, failure?: SendFailure): void =>
  one.hear(one.begin('high', now), failure, rate, now)

const failure = (fate: SendFailure['fate'], status?: number): SendFailure => ({
  _tag: 'SendFailure',
  fate,
  message: fate,
  status,
})

describe('the governor', () => {
  it('spaces calls so that the share is spent, evenly', () => {
    const one = governor({ quota })
    const each = [0, 1, 2].map((n) => spend(one, 'high', n * minuteMs, (n + 1) * minuteMs))
    expect(each).to.deep.equal([51, 50, 50])
  })

  it('keeps the reserve for high', () => {
    const one = governor({ quota })
    spend(one, 'normal', 0, minuteMs)
    expect(spend(one, 'normal', minuteMs, 2 * minuteMs)).to.equal(40)
    expect(spend(one, 'low', 2 * minuteMs, 3 * minuteMs)).to.equal(40)
    expect(spend(one, 'high', 3 * minuteMs, 4 * minuteMs)).to.equal(50)
  })

  it('catches up what a late timer lost', () => {
    const one = governor({ quota: { ...quota, calls: 2000 } })
    spend(one, 'high', 0, 1000)
    const late = nextAt(one, 1000) + 90
    one.begin('high', late)
    expect(one.dueAt('high', late)).to.be.below(late)
  })

  it('leaves others their part of the time to come', () => {
    const one = governor({ quota })
    hear(one, 0, period(100, 90, minuteMs))
    hear(one, 30_000, period(100, 35, 30_000))
    // Of 35 calls 25 are others', for half a minute; ours are spread over the other half, less a second of rounding.
    expect(one.read(30_000).pacePerMinute).to.be.closeTo((10 * 60) / 29, 0.1)
  })

  it('holds where others need all that is left, until they need less', () => {
    const one = governor({ quota })
    hear(one, 0, period(100, 90, minuteMs))
    for (let n = 0; n < 78; n++) one.begin('high', 1000)
    hear(one, 30_000, period(100, 20, 30_000))
    // 19 calls are others' part of 22.8 s; nobody but us spent any so far.
    expect(one.read(37_100).pacePerMinute).to.equal(0)
    expect(one.read(37_300).pacePerMinute).to.be.above(0)
  })

  it('takes off what others go on to spend while it holds', () => {
    const one = governor({ quota })
    hear(one, 0, period(100, 90, minuteMs))
    hear(one, 30_000, period(100, 20, 30_000))
    expect(one.read(37_300).pacePerMinute).to.equal(0)
  })

  it('goes on at its pace when the window has turned', () => {
    const one = governor({ quota })
    hear(one, 0, period(100, 90, minuteMs))
    hear(one, 30_000, period(100, 1, 30_000))
    expect(nextAt(one, 30_000)).to.equal(minuteMs)
    expect(one.read(minuteMs).pacePerMinute).to.equal(50)
  })

  it('hears the answer to the youngest call alone', () => {
    const one = governor({ quota })
    hear(one, 0, period(100, 90, minuteMs))
    const [older, younger] = [one.begin('high', 10_000), one.begin('high', 10_600)]
    one.hear(younger, undefined, period(100, 80, 49_000), 11_000)
    one.hear(older, undefined, period(100, 3, 49_000), 11_001)
    expect(one.read(11_001).left).to.equal(80)
  })

  it('takes the fewer of the calls declared and told', () => {
    const one = governor({ quota })
    hear(one, 0, period(60, 59, minuteMs))
    expect(one.read(0).perMinute).to.be.closeTo(30, 1e-9)
    hear(one, 1000, period(600, 599, minuteMs))
    expect(one.read(1000).perMinute).to.be.closeTo(50, 1e-9)
  })

  it('looks every second at what others leave, while a call waits', () => {
    const one = governor({ quota })
    hear(one, 0, period(100, 0, minuteMs))
    expect(one.dueAt('high', 10_000)).to.equal(11_000)
  })

  it('learns the limit, and an hour from an end beyond a minute', () => {
    const one = governor({})
    hear(one, 0, period(100, 99, 1_800_000))
    expect([one.read(0).basis, one.periodMs()]).to.deep.equal(['learned', 3_600_000])
    expect(one.read(0).perMinute).to.be.closeTo(70 / 60, 1e-9)
  })

  it('makes few calls before the first answer tells a limit that nobody declared', () => {
    const one = governor({})
    expect(spend(one, 'normal', 0, 1)).to.equal(8)
    one.unmade(0)
    expect(one.dueAt('normal', 0)).to.equal(-Infinity)
  })

  it('warns once where no limit is known, and paces nothing', () => {
    const warnings: string[] = []
    const one = governor({ warning: (message) => warnings.push(message) })
    hear(one, 0, undefined, failure('in-doubt'))
    expect(warnings).to.deep.equal([])
    for (let n = 0; n < 20; n++) hear(one, 0)
    expect(warnings.length).to.equal(1)
    expect([one.read(0).basis, one.dueAt('low', 0)]).to.deep.equal(['none', -Infinity])
  })

  it('stops all but high where the reserve of the cycle is left, and all where it is spent', () => {
    const one = governor({ quota: { ...quota, perCycle: 20 }, spent: { cycle: '2026-11-01', calls: 7 } })
    const states = []
    for (let n = 0; n < 4; n++) {
      states.push([one.spentFor(0), one.dueAt('normal', 0) < Infinity, one.dueAt('high', 0) < Infinity])
      one.begin('high', 0)
    }
    expect(states).to.deep.equal([
      ['nobody', true, true],
      ['rest', false, true],
      ['rest', false, true],
      ['all', false, false],
    ])
  })

  it('does not count what never arrived', () => {
    const one = governor({ quota })
    hear(one, 0, undefined, failure('unavailable'))
    hear(one, 0, undefined, failure('unavailable', 503))
    one.begin('high', 0)
    one.unmade(0)
    expect(one.read(0).cycle.calls).to.equal(1)
  })

  it('reads as a whole', () => {
    const one = governor({ quota: { ...quota, perCycle: 1000 }, spent: { cycle: '2026-11-01', calls: 99 } })
    hear(one, 0, period(100, 0, 9000), failure('throttled', 429))
    expect(one.read(5000)).to.deep.equal({
      basis: 'declared',
      perMinute: 50,
      pacePerMinute: 0,
      left: 0,
      lastMinute: 1,
      cycle: {
        cycle: '2026-11-01',
        calls: 100,
        limit: 500,
        projected: 300,
        endsAt: Date.parse('2026-12-01T00:00:00Z'),
        spentFor: 'nobody',
      },
      throttled: 1,
    })
  })
})
