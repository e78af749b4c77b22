import { expect } from 'chai'
import { manualClock } from '../../src/testing/manual-clock.ts'

describe('manualClock', () => {
  it('stands until it is moved', async () => {
    const clock = manualClock(1_000)
    const before = clock.now()
    await clock.advance(500)
    expect([before, clock.now()]).to.deep.equal([1_000, 1_500])
  })

  it('ends each wait at its own time, the earliest first', async () => {
    const clock = manualClock()
    const ends: (readonly [string, number])[] = []
    const end = (what: string) => () => ends.push([what, clock.now()])
    void clock.wait(300).then(end('late'))
    void clock.wait(100).then(end('early'))
    void clock.wait(1_001).then(end('never'))
    await clock.advance(1_000)
    expect(ends).to.deep.equal([
      ['early', 100],
      ['late', 300],
    ])
  })

  it('lets what woke wait again on the way', async () => {
    const clock = manualClock()
    const ticks: number[] = []
    const tick = async () => {
      for (;;) {
        await clock.wait(400)
        ticks.push(clock.now())
      }
    }
    void tick()
    await clock.advance(1_000)
    await clock.advance(1_000)
    expect(ticks).to.deep.equal([400, 800, 1_200, 1_600, 2_000])
  })

  it('ends a wait that is cut off, at once where it was before', async () => {
    const clock = manualClock()
    const cut = new AbortController()
    const waits = [clock.wait(100, cut.signal), clock.wait(100, AbortSignal.abort())]
    cut.abort()
    await Promise.all(waits)
    expect(clock.now()).to.equal(0)
  })
})
