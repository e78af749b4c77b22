import { expect } from 'chai'
import fc from 'fast-check'
import type { Quota } from '../../src/contracts/quota.ts'
import { createChance } from '../../src/testing/chance.ts'
import {
  beside,
  gliding,
  silentOfEnds,
  simulate,
  tellingThisMoment,
  windowed,
  type Server,
  type Situation,
} from './gate-simulation.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const quotaOf = (calls: number, periodMs: number, share: number): Quota => ({
  calls,
  periodMs,
  share,
  reserve: 0,
  cycleDay: 1,
})

/** How servers count, and what they tell. */
const servers: Readonly<Record<string, (limit: number, periodMs: number, phase: number) => Server>> = {
  'windows of the calendar': (limit, periodMs, phase) => windowed(limit, periodMs, phase * periodMs),
  'windows from the first call on': (limit, periodMs) => windowed(limit, periodMs, 'first call'),
  'a gliding window': gliding,
  'windows whose end is not told': (limit, periodMs, phase) =>
    silentOfEnds(windowed(limit, periodMs, phase * periodMs)),
  'a gliding window whose end is not told': (limit, periodMs) => silentOfEnds(gliding(limit, periodMs)),
}
const gliders: ReadonlySet<string> = new Set(['a gliding window', 'a gliding window whose end is not told'])

interface Case {
  readonly limit: number
  readonly periodMs: number
  readonly share: number
  /** The part of the limit that others spend. */
  readonly others: number
  readonly periods: number
  readonly isDeclared: boolean
}

interface Measured {
  /** Calls taken, as a part of those that are ours. */
  readonly utilisation: number
  readonly throttled: number
  readonly othersRefused: number
  readonly trespasses: number
}

/** Runs for a while before it measures. */
const measure = async (
  server: Server,
  { limit, periodMs, share, others, periods, isDeclared }: Case,
  seed: number,
  more: Partial<Situation> = {},
): Promise<Measured> => {
  const simulation = simulate({
    server,
    chance: createChance(seed),
    settings: { inFlight: 64, ...(isDeclared ? { quota: quotaOf(limit, periodMs, share) } : {}) },
    others: () => (others * limit * minuteMs) / periodMs,
    demand: [{ route: 'a', priority: 'normal', atOnce: 80 }],
    ...more,
  })
  const from = 2 * periodMs
  await simulation.runUntil(from + periods * periodMs)
  simulation.end()
  const counted = simulation.seen.filter(({ at }) => at >= from)
  const [ours, theirs] = [counted.filter(({ who }) => who === 'a'), counted.filter(({ who }) => who === 'others')]
  const refused = (calls: typeof ours): number =>
    calls.filter(({ isTaken }) => !isTaken).length / Math.max(1, calls.length)
  return {
    utilisation: ours.filter(({ isTaken }) => isTaken).length / (limit * share * periods),
    throttled: refused(ours),
    othersRefused: refused(theirs),
    trespasses: simulation.trespasses(),
  }
}

const sometimes = (runs: number, run: (seed: number, phase: number) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(fc.integer(), fc.double({ min: 0.01, max: 1, noNaN: true }), run), { numRuns: runs })

const expectBar = ({ utilisation, throttled, trespasses }: Measured): void => {
  expect(utilisation).to.be.at.least(0.99)
  expect(throttled).to.be.at.most(0.001)
  expect(trespasses).to.equal(0)
}

describe('the gate before a quota', () => {
  for (const [name, create] of Object.entries(servers)) {
    it(`spends 99 % of a limit all its own, and 1 call in 1000 at most too early: ${name}`, () =>
      sometimes(5, async (seed, phase) => {
        const whole: Case = { limit: 100, periodMs: minuteMs, share: 1, others: 0, periods: 10, isDeclared: true }
        expectBar(await measure(create(100, minuteMs, phase), whole, seed))
      }))

    it(`spends 99 % of its share beside others who keep to theirs: ${name}`, () =>
      sometimes(5, async (seed, phase) => {
        const shared: Case = { limit: 100, periodMs: minuteMs, share: 0.7, others: 0.1, periods: 10, isDeclared: true }
        expectBar(await measure(create(100, minuteMs, phase), shared, seed))
      }))

    it(`spends 99 % of 2,000 a minute with answers that overtake each other: ${name}`, () =>
      sometimes(1, async (seed, phase) => {
        const chance = createChance(seed)
        const wide: Case = { limit: 2000, periodMs: minuteMs, share: 0.7, others: 0.2, periods: 2, isDeclared: true }
        expectBar(await measure(create(2000, minuteMs, phase), wide, seed, { wayMs: () => 50 + chance() * 1000 }))
      }))

    it(`slows down for others who spend more than their part: ${name}`, () =>
      sometimes(3, async (seed, phase) => {
        const crowded: Case = { limit: 100, periodMs: minuteMs, share: 0.7, others: 0.5, periods: 10, isDeclared: true }
        const { utilisation, throttled, othersRefused, trespasses } = await measure(
          create(100, minuteMs, phase),
          crowded,
          seed,
        )
        // Half of the limit is ours then, which is 71 % of our share; where the window glides, a margin stays free.
        expect(utilisation).to.be.within(gliders.has(name) ? 0.5 : 0.6, 0.85)
        expect(throttled).to.be.at.most(gliders.has(name) ? 0.03 : 0.01)
        expect(othersRefused).to.be.at.most(0.1)
        expect(trespasses).to.equal(0)
      }))
  }

  for (const intoWindowMs of [0, 200, 5_000, 20_000, 40_000, 53_000, 58_000, 59_900]) {
    it(`spends 99 % of its share beside others who spend all of theirs, from ${intoWindowMs} ms into a window on`, () =>
      sometimes(2, async (seed) => {
        const chance = createChance(seed)
        const begunAt = -intoWindowMs
        let othersRefused = 0
        const calendar = beside(windowed(1200, minuteMs, begunAt + minuteMs), 480, begunAt, () => (othersRefused += 1))
        const simulation = simulate({
          server: tellingThisMoment(calendar, chance),
          chance,
          settings: { inFlight: 16, quota: quotaOf(1200, minuteMs, 0.6) },
          demand: [{ route: 'a', priority: 'normal', atOnce: 30 }],
        })
        // From the beginning on: what is lost until the end of the window is known is lost.
        await simulation.runUntil(3 * minuteMs)
        simulation.end()
        const taken = simulation.seen.filter(({ isTaken }) => isTaken).length
        const throttled = (simulation.seen.length - taken) / simulation.seen.length
        expectBar({ utilisation: taken / (3 * 720), throttled, othersRefused, trespasses: simulation.trespasses() })
        expect(othersRefused).to.equal(0)
      }))
  }

  it('loses no more where it has found the turns of many windows, whose ends nobody tells', () =>
    sometimes(1, async (seed) => {
      const settings = { inFlight: 16, quota: quotaOf(1200, minuteMs, 0.6) }
      const demand = [{ route: 'a', priority: 'normal', atOnce: 30 }] as const
      const server = silentOfEnds(beside(windowed(1200, minuteMs, 40_000), 480, -20_000))
      const simulation = simulate({ server, chance: createChance(seed), settings, demand, wayMs: () => 60 })
      await simulation.runUntil(30 * minuteMs)
      simulation.end()
      const last = simulation.seen.filter(({ at, isTaken }) => isTaken && at >= 20 * minuteMs)
      expect(last.length / (10 * 720)).to.be.at.least(0.993)
    }))

  for (const name of [
    'windows of the calendar',
    'windows from the first call on',
    'windows whose end is not told',
  ] as const) {
    it(`learns the limit and the period from the answers: ${name}`, () =>
      sometimes(3, async (seed, phase) => {
        const learned: Case = { limit: 100, periodMs: hourMs, share: 0.7, others: 0.1, periods: 6, isDeclared: false }
        const { utilisation, throttled } = await measure((servers[name] ?? gliding)(100, hourMs, phase), learned, seed)
        expect(utilisation).to.be.within(0.98, 1.02)
        expect(throttled).to.be.at.most(0.001)
      }))
  }

  it('goes on at its pace when others have had their rush', () =>
    sometimes(3, async (seed, phase) => {
      const simulation = simulate({
        server: windowed(100, minuteMs, phase * minuteMs),
        chance: createChance(seed),
        settings: { inFlight: 64, quota: quotaOf(100, minuteMs, 0.7) },
        others: (now) => (now < 5 * minuteMs ? 150 : 10),
        demand: [{ route: 'a', priority: 'normal', atOnce: 80 }],
      })
      await simulation.runUntil(11 * minuteMs)
      simulation.end()
      const after = simulation.seen.filter(({ at, who, isTaken }) => who === 'a' && isTaken && at >= 6 * minuteMs)
      expect(after.length / 350).to.be.at.least(0.99)
    }))

  it('makes no request inside a window that is closed at random', () =>
    sometimes(5, async (seed) => {
      const chance = createChance(seed)
      const moody: Server = (now) =>
        chance() < 0.9
          ? { isTaken: true, limit: 1000, remaining: 500 }
          : { isTaken: false, limit: 1000, remaining: 0, resetAt: now + chance() * 5000 }
      const often: Case = { limit: 1000, periodMs: minuteMs, share: 0.7, others: 0, periods: 3, isDeclared: true }
      const { throttled, trespasses } = await measure(moody, often, seed)
      expect(throttled).to.be.above(0.02)
      expect(trespasses).to.equal(0)
    }))

  it('hurries nothing and holds nothing up when the clock on the wall is set', async () => {
    const run = async (wallNow: (now: number) => number) => {
      const simulation = simulate({
        server: windowed(100, minuteMs, 1234),
        chance: createChance(1),
        settings: { inFlight: 64, quota: { ...quotaOf(100, minuteMs, 0.7), perCycle: 100_000 } },
        others: () => 60,
        demand: [{ route: 'a', priority: 'normal', atOnce: 80 }],
        wallNow,
      })
      await simulation.runUntil(10 * minuteMs)
      simulation.end()
      return [simulation.seen, simulation.gate.quota().cycle.calls]
    }
    const monthBegins = Date.parse('2026-11-01T00:30:00Z')
    const steady = await run((now) => monthBegins + now)
    const set = await run((now) => monthBegins + now + (now < 2 * minuteMs ? 0 : now < 5 * minuteMs ? -hourMs : hourMs))
    expect(set).to.deep.equal(steady)
  })
})
