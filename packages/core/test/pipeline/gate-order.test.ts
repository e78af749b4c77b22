import { expect } from 'chai'
import fc from 'fast-check'
import type { GateSettings } from '../../src/pipeline/gate.ts'
import { createChance } from '../../src/testing/chance.ts'
import { simulate, windowed, type Situation } from './gate-simulation.ts'

const minuteMs = 60_000
const quota = { calls: 100, periodMs: minuteMs, share: 1, reserve: 0.2, cycleDay: 1 }

/** Calls by route in ten minutes of a quota that is too small for all. */
const callsOf = async (demand: Situation['demand'], seed: number, more: Partial<GateSettings> = {}) => {
  const simulation = simulate({
    server: windowed(100, minuteMs, 0),
    chance: createChance(seed),
    settings: { inFlight: 8, quota, ...more },
    demand,
  })
  await simulation.runUntil(10 * minuteMs)
  simulation.end()
  const calls: Record<string, number> = Object.fromEntries(demand.map(({ route }) => [route, 0]))
  for (const { who } of simulation.seen) calls[who] = (calls[who] ?? 0) + 1
  return calls
}

const always = (run: (seed: number) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(fc.integer(), run), { numRuns: 5 })

describe('the order at the gate', () => {
  it('gives everything to high while it can take everything', () =>
    always(async (seed) => {
      const calls = await callsOf(
        [
          { route: 'orders', priority: 'high', atOnce: 20 },
          { route: 'pages', priority: 'normal', atOnce: 200 },
          { route: 'replayed', priority: 'low', atOnce: 200 },
        ],
        seed,
      )
      expect(calls['orders']).to.be.at.least(990)
      // Where nobody waited yet.
      expect((calls['pages'] ?? 0) + (calls['replayed'] ?? 0)).to.be.at.most(1)
    }))

  it('lets what is not high have all but the reserve, and low what normal leaves', () =>
    always(async (seed) => {
      const calls = await callsOf(
        [
          { route: 'pages', priority: 'normal', atOnce: 20 },
          { route: 'replayed', priority: 'low', atOnce: 200 },
        ],
        seed,
      )
      expect(calls['pages']).to.be.within(790, 802)
      expect(calls['replayed']).to.be.at.most(1)
    }))

  it('lets low have what nobody else wants', () =>
    always(async (seed) => {
      const calls = await callsOf([{ route: 'replayed', priority: 'low', atOnce: 200 }], seed)
      expect(calls['replayed']).to.be.within(790, 802)
    }))

  it('starves no route, whatever the others ask for', () =>
    always(async (seed) => {
      const calls = await callsOf(
        [
          { route: 'flood', priority: 'normal', atOnce: 500 },
          { route: 'steady', priority: 'normal', atOnce: 20 },
          { route: 'heavy', priority: 'normal', atOnce: 20 },
        ],
        seed,
        { weights: { heavy: 2 } },
      )
      for (const [route, part] of Object.entries({ flood: 0.25, steady: 0.25, heavy: 0.5 })) {
        expect((calls[route] ?? 0) / 800).to.be.closeTo(part, 0.02)
      }
    }))
})
