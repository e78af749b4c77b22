import { expect } from 'chai'
import { createPace } from '../../src/replay/pace.ts'

const pacing = (perSecond: number | undefined) => {
  let now = 0
  const pace = createPace(perSecond, () => now)
  return { pace, pass: (ms: number) => (now += ms) }
}

describe('a pace', () => {
  it('without a rate never waits', () => {
    const { pace } = pacing(undefined)
    pace.spend(1_000_000)
    expect(pace.waitMs()).to.equal(0)
  })

  it('lets one go at once, and the next when its time has come', () => {
    const { pace, pass } = pacing(2)
    const first = pace.waitMs()
    pace.spend(1)
    const second = pace.waitMs()
    pass(499)
    const almost = pace.waitMs()
    pass(1)
    expect([first, second, almost > 0, pace.waitMs()]).to.deep.equal([0, 500, true, 0])
  })

  it('makes the later ones wait for what was too much', () => {
    const { pace } = pacing(1)
    pace.spend(5)
    expect(pace.waitMs()).to.equal(5_000)
  })

  it('does not count what was not done after all', () => {
    const { pace } = pacing(1)
    pace.spend(3)
    pace.refund(3)
    expect(pace.waitMs()).to.equal(0)
  })

  it('saves up no more than a tenth of a second', () => {
    const { pace, pass } = pacing(100)
    pass(3_600_000)
    pace.spend(10)
    expect(pace.waitMs()).to.equal(10)
  })
})
