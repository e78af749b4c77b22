import { expect } from 'chai'
import { createWindow } from '../../src/delivery/quota-window.ts'

const minuteMs = 60_000
const told = (remaining: number, resetMs?: number) => ({ of: 'period', limit: 100, remaining, resetMs }) as const

describe('the window', () => {
  it('takes off the calls that began after the one that was answered', () => {
    const window = createWindow(minuteMs)
    const call = window.begin()
    window.begin()
    window.begin()
    window.hear(call, told(50), 0)
    window.begin()
    expect([window.left(0), window.told()]).to.deep.equal([47, 50])
  })

  it('ends where answers tell the same end for a while, be it rounded', () => {
    const window = createWindow(minuteMs)
    window.hear(window.begin(), told(90, 30_000), 0)
    window.hear(window.begin(), told(89, 28_000), 1500)
    expect(window.endsAt(2999)).to.equal(undefined)
    expect(window.endsAt(3000)).to.equal(30_000)
    expect(window.endsAt(30_000)).to.equal(undefined)
  })

  it('glides where the end moves on', () => {
    const window = createWindow(minuteMs)
    const ends: unknown[] = []
    for (let now = 0; now < 10_000; now += 500) {
      window.hear(window.begin(), told(50, minuteMs), now)
      ends.push(window.endsAt(now))
    }
    expect(new Set(ends)).to.deep.equal(new Set([undefined]))
  })

  it('has begun where half of the limit comes back at once, and no end is told', () => {
    const window = createWindow(minuteMs)
    window.hear(window.begin(), told(20), 0)
    window.hear(window.begin(), told(68), 1000)
    expect(window.endsAt(1000)).to.equal(undefined)
    window.hear(window.begin(), told(18), 2000)
    window.hear(window.begin(), told(99), 3000)
    expect(window.endsAt(3000)).to.equal(3000 + minuteMs)
  })

  it('takes an end beyond the period for the mistake of a clock', () => {
    const window = createWindow(minuteMs)
    window.hear(window.begin(), told(0, 60 * minuteMs), 0)
    expect([window.endsAt(10_000), window.resumesAt()]).to.deep.equal([undefined, undefined])
  })

  it('is forgotten when it has ended, or a period after the last answer', () => {
    const [steady, silent] = [createWindow(minuteMs), createWindow(minuteMs)]
    steady.hear(steady.begin(), told(50, 30_000), 0)
    silent.hear(silent.begin(), told(50), 0)
    expect([29_999, 30_000].map((now) => steady.left(now) === undefined)).to.deep.equal([false, true])
    expect([59_999, 60_000].map((now) => silent.left(now) === undefined)).to.deep.equal([false, true])
  })

  it('learns again when an hour was only the mistake of a clock', () => {
    const window = createWindow(undefined)
    window.hear(window.begin(), told(90, 60 * minuteMs), 0)
    expect(window.periodMs()).to.equal(60 * minuteMs)
    window.hear(window.begin(), told(80, 30_000), 1000)
    window.hear(window.begin(), told(99, minuteMs), 31_000)
    expect(window.periodMs()).to.equal(minuteMs)
  })
})
