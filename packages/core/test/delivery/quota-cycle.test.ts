import { expect } from 'chai'
import { createCycle, type CycleCount } from '../../src/delivery/quota-cycle.ts'

const at = (text: string): number => Date.parse(text)
const hourMs = 3_600_000

/** A cycle from the 15th on, and its clock. */
const cycleAt = (text: string, spent?: CycleCount) => {
  let wall = at(text)
  const cycle = createCycle(15, spent, () => wall)
  const set = (to: string | number): void => {
    wall = typeof to === 'number' ? wall + to : at(to)
  }
  return { cycle, set }
}

describe('the cycle', () => {
  for (const [now, begins, ends] of [
    ['2026-11-15T00:00:00Z', '2026-11-15', '2026-12-15'],
    ['2026-11-14T23:59:59Z', '2026-10-15', '2026-11-15'],
    ['2026-12-31T12:00:00Z', '2026-12-15', '2027-01-15'],
    ['2027-01-01T00:00:00Z', '2026-12-15', '2027-01-15'],
    ['2028-03-01T00:00:00Z', '2028-02-15', '2028-03-15'],
  ] as const) {
    it(`that began on the 15th holds ${now}`, () => {
      const { cycle } = cycleAt(now)
      expect([cycle.read().cycle, cycle.endsAt()]).to.deep.equal([begins, at(ends)])
    })
  }

  it('counts, and forgets when it turns', () => {
    const { cycle, set } = cycleAt('2026-11-14T23:00:00Z')
    cycle.count(1)
    cycle.count(1)
    cycle.count(-1)
    expect(cycle.read()).to.deep.equal({ cycle: '2026-10-15', calls: 1 })
    set(hourMs)
    expect(cycle.read()).to.deep.equal({ cycle: '2026-11-15', calls: 0 })
  })

  it('goes on from what was counted before, in the same cycle alone', () => {
    const same = cycleAt('2026-11-14T23:00:00Z', { cycle: '2026-10-15', calls: 7 })
    const later = cycleAt('2026-11-15T00:00:00Z', { cycle: '2026-10-15', calls: 7 })
    expect([same.cycle.calls(), later.cycle.calls()]).to.deep.equal([7, 0])
  })

  it('does not count anew when the clock is set back across its beginning, and forward again', () => {
    const { cycle, set } = cycleAt('2026-11-15T00:30:00Z')
    cycle.count(1)
    set(-hourMs)
    cycle.count(1)
    set(hourMs)
    expect(cycle.read()).to.deep.equal({ cycle: '2026-11-15', calls: 2 })
  })

  it('does not stay in a month that a wrong clock had begun', () => {
    const { cycle, set } = cycleAt('2036-01-01T00:00:00Z')
    cycle.count(1)
    set('2026-11-20T00:00:00Z')
    expect(cycle.read()).to.deep.equal({ cycle: '2026-11-15', calls: 1 })
    set('2026-12-15T00:00:00Z')
    expect(cycle.calls()).to.equal(0)
  })

  it('takes what cannot be a date for nothing', () => {
    const { cycle } = cycleAt('2026-11-20T00:00:00Z', { cycle: 'once', calls: 7 })
    expect(cycle.read()).to.deep.equal({ cycle: '2026-11-15', calls: 0 })
  })

  it('projects what it will have counted at its end', () => {
    const { cycle } = cycleAt('2026-11-25T00:00:00Z', { cycle: '2026-11-15', calls: 1000 })
    expect(cycle.projected()).to.equal(3000)
  })
})
