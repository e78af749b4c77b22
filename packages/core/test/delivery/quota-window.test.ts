import { expect } from 'chai'
import { createWindow } from '../../src/delivery/quota-window.ts'

const minuteMs = 60_000
const told = (remaining: number, resetMs?: number) => ({ of: 'period', limit: 100, remaining, resetMs }) as const

describe('the window', () => {
  it('takes off the calls that began after the one that was answered', () => {
    const window = createWindow(minuteMs)
    const call = window.begin(0)
    window.begin(0)
    window.begin(0)
    window.hear(call, told(50), 0)
    window.begin(0)
    expect([window.left(0), window.told()]).to.deep.equal([47, 50])
  })

  it('ends where answers tell the same end for a while, be it rounded', () => {
    const window = createWindow(minuteMs)
    window.hear(window.begin(0), told(90, 30_000), 0)
    window.hear(window.begin(1500), told(89, 28_000), 1500)
    expect(window.endsAt(2999)).to.equal(undefined)
    expect(window.endsAt(3000)).to.equal(30_000)
    expect(window.endsAt(30_000)).to.equal(undefined)
  })

  it('glides where the end moves on', () => {
    const window = createWindow(minuteMs)
    const ends: unknown[] = []
    for (let now = 0; now < 10_000; now += 500) {
      window.hear(window.begin(now), told(50, minuteMs), now)
      ends.push(window.endsAt(now))
    }
    expect(new Set(ends)).to.deep.equal(new Set([undefined]))
  })

  it('has begun where half of the limit comes back at once, and no end is told', () => {
    const window = createWindow(minuteMs)
    window.hear(window.begin(0), told(20), 0)
    window.hear(window.begin(1000), told(68), 1000)
    expect(window.endsAt(1000)).to.equal(undefined)
    window.hear(window.begin(2000), told(18), 2000)
    window.hear(window.begin(3000), told(99), 3000)
    // A little less than a period after the call that found it.
    expect(window.endsAt(3000)).to.equal(2900 + minuteMs)
  })

  it('has begun where fewer than half of our own calls count, and no end is told', () => {
    const afterCalls = (calls: number, remaining: number): number | undefined => {
      const window = createWindow(minuteMs)
      for (let n = 1; n <= calls; n++) window.hear(window.begin(n * 100), told(90 - n), n * 100)
      window.hear(window.begin(2000), told(remaining), 2000)
      return window.endsAt(2000)
    }
    // Others' calls may come back to a window that glides, ours may not.
    expect([94, 95].map((remaining) => afterCalls(10, remaining))).to.deep.equal([undefined, 1900 + minuteMs])
    expect(afterCalls(10, 90)).to.equal(undefined)
  })

  it('does not turn where calls come back one by one, though few count', () => {
    const window = createWindow(minuteMs)
    const ends: unknown[] = []
    for (let now = 0; now < 10_000; now += 500) {
      window.hear(window.begin(now), told(99), now)
      ends.push(window.endsAt(now))
    }
    expect(new Set(ends)).to.deep.equal(new Set([undefined]))
  })

  it('takes this very moment, told a second late, for no end while calls are left', () => {
    const window = createWindow(minuteMs)
    window.hear(window.begin(0), told(20), 0)
    window.hear(window.begin(1000), told(99), 1000)
    window.hear(window.begin(2000), told(98, 1000), 2000)
    expect(window.endsAt(2000)).to.equal(900 + minuteMs)
    window.hear(window.begin(3000), told(0, 1000), 3000)
    expect(window.resumesAt()).to.equal(4000)
  })

  it('takes off what others spend from the beginning of the answered call on', () => {
    const window = createWindow(minuteMs)
    window.hear(window.begin(0), told(99, minuteMs), 0)
    window.hear(window.begin(20_000), told(58, 30_000), 30_000)
    // 40 of others in 30 s: as many in the next 10 as passed since it began.
    expect(window.left(30_000)).to.be.closeTo(58 - 40 / 3, 1e-9)
  })

  it('may turn for a period and a little more, and again after a pause', () => {
    const window = createWindow(minuteMs)
    const mayTurnAt = (now: number): boolean => {
      window.hear(window.begin(now), told(50), now)
      return window.mayTurn(now)
    }
    expect([0, 30_000, 62_000, 64_000, 100_000, 200_000].map(mayTurnAt)).to.deep.equal([
      true,
      true,
      true,
      false,
      false,
      true,
    ])
  })

  it('waits a while for the turn where it found the end itself', () => {
    const window = createWindow(minuteMs)
    for (const [now, remaining] of [
      [0, 80],
      [1000, 20],
      [30_000, 99],
      [70_000, 60],
    ] as const) {
      window.hear(window.begin(now), told(remaining), now)
    }
    const times = [89_899, 89_900, 91_899, 91_900]
    expect(times.map((now) => window.endsAt(now))).to.deep.equal([89_900, undefined, undefined, undefined])
    expect(times.map((now) => window.mayTurn(now))).to.deep.equal([false, true, true, false])
    expect(times.map((now) => window.left(now) === undefined)).to.deep.equal([false, false, false, true])
  })

  it('takes an end beyond the period for the mistake of a clock', () => {
    const window = createWindow(minuteMs)
    window.hear(window.begin(0), told(0, 60 * minuteMs), 0)
    expect([window.endsAt(10_000), window.resumesAt()]).to.deep.equal([undefined, undefined])
  })

  it('is forgotten when it has ended, or a period after the last answer', () => {
    const [steady, silent] = [createWindow(minuteMs), createWindow(minuteMs)]
    steady.hear(steady.begin(0), told(50, 30_000), 0)
    silent.hear(silent.begin(0), told(50), 0)
    expect([29_999, 30_000].map((now) => steady.left(now) === undefined)).to.deep.equal([false, true])
    expect([59_999, 60_000].map((now) => silent.left(now) === undefined)).to.deep.equal([false, true])
  })

  it('learns again when an hour was only the mistake of a clock', () => {
    const window = createWindow(undefined)
    window.hear(window.begin(0), told(90, 60 * minuteMs), 0)
    expect(window.periodMs()).to.equal(60 * minuteMs)
    window.hear(window.begin(1000), told(80, 30_000), 1000)
    window.hear(window.begin(31_000), told(99, minuteMs), 31_000)
    expect(window.periodMs()).to.equal(minuteMs)
  })
})
