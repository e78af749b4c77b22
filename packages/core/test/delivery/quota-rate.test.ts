import { expect } from 'chai'
import { createRate } from '../../src/delivery/quota-rate.ts'
import { createWindow } from '../../src/delivery/quota-window.ts'

const minuteMs = 60_000

/** Of 100 calls a minute, and what an answer at the beginning told. */
const rateAfter = (share: number, remaining: number, resetMs?: number) => {
  const window = createWindow(minuteMs)
  const rate = createRate(100, share, window)
  rate.begin(0)
  window.hear(window.begin(0), { of: 'period', limit: 100, remaining, resetMs }, 0)
  return rate
}

describe('the rate', () => {
  it('spreads a share over the period, and a whole limit a little wider', () => {
    expect([0.5, 0.7, 1].map((share) => Math.round(rateAfter(share, 99).steadyMs()))).to.deep.equal([1200, 857, 604])
  })

  it('keeps a little of the others’ part to the very end of a window', () => {
    const heldWith = (left: number): number => {
      const window = createWindow(minuteMs)
      window.hear(window.begin(0), { of: 'period', limit: 1000, remaining: left, resetMs: 9000 }, 0)
      window.hear(window.begin(8990), { of: 'period', limit: 1000, remaining: left, resetMs: 10 }, 8990)
      return createRate(1000, 0.5, window).heldUntil(8990)
    }
    // A twentieth of 500 calls is 25: the root of that, and one to make.
    expect([5, 6].map(heldWith)).to.deep.equal([9000, -Infinity])
  })

  it('feels for more now and then where only others’ part of a gliding window is left', () => {
    const heldWith = (left: number): number => {
      const window = createWindow(minuteMs)
      const rate = createRate(100, 0.5, window)
      for (const now of [0, 30_000, 64_000]) {
        rate.begin(now)
        window.hear(window.begin(now), { of: 'period', limit: 100, remaining: left }, now)
      }
      return rate.heldUntil(64_000)
    }
    // A tenth of 50 calls, and one to make.
    expect([5, 6].map(heldWith)).to.deep.equal([67_000, -Infinity])
  })

  it('spends what is left in the first period, in which no call of its own grows too old', () => {
    // The root of a twentieth of 50 calls, and one to make; and it feels for a turn four times a second.
    expect([2, 3].map((left) => rateAfter(0.5, left).heldUntil(0))).to.deep.equal([250, -Infinity])
  })

  it('waits for the next possible call where that is later', () => {
    expect(rateAfter(0.5, 0, 5000).heldUntil(0)).to.equal(5000)
  })

  it('spends of a gliding window no more than what is left and comes back', () => {
    const window = createWindow(minuteMs)
    const rate = createRate(100, 0.7, window)
    for (let n = 0; n < 40; n++) {
      rate.begin(n * 1000)
      window.hear(window.begin(n * 1000), { of: 'period', limit: 100, remaining: 14 }, n * 1000)
    }
    // 40 of ours and 14 left, less the 4.5 that we aim to leave.
    expect(rate.everyMs(40_000)).to.be.closeTo(minuteMs / 49.5, 1e-9)
    rate.takeBack(40_000)
    expect(rate.everyMs(40_000)).to.be.closeTo(minuteMs / 48.5, 1e-9)
  })

  it('leaves the pace alone to keep to a limit that nobody else uses, to the second that ends are rounded by', () => {
    expect(rateAfter(1, 0, 9000).heldUntil(8000)).to.equal(8000)
  })
})
