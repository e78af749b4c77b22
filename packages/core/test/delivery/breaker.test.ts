import { expect } from 'chai'
import fc from 'fast-check'
import type { Fate, SendFailure } from '../../src/contracts/failure.ts'
import { createBreaker, type Breaker } from '../../src/delivery/breaker.ts'

const failure = (fate: Fate): SendFailure => ({ _tag: 'SendFailure', fate, message: fate })
const create = (): Breaker => createBreaker({ firstPauseMs: 100, maxPauseMs: 1000 }, () => 1)

describe('the breaker', () => {
  for (const [fate, phase] of [
    ['in-doubt', 'Open'],
    ['unavailable', 'Closed'],
    ['refused', 'Closed'],
    ['misconfigured', 'Closed'],
    ['throttled', 'Closed'],
  ] as const) {
    it(`is ${phase} after one answer that is ${fate}`, () => {
      const breaker = create()
      breaker.hear(failure(fate), false, 0)
      expect(breaker.phase()._tag).to.equal(phase)
    })
  }

  it('is tried again at once after the first doubt, and after another once one was taken', () => {
    const breaker = create()
    breaker.hear(failure('in-doubt'), false, 7)
    breaker.hear(undefined, true, 8)
    breaker.hear(failure('in-doubt'), false, 9)
    expect(breaker.phase()).to.deep.equal({ _tag: 'Open', until: 9, reason: 'in-doubt' })
  })

  it('is not opened anew by doubts that were under way', () => {
    const breaker = create()
    for (const at of [1, 2, 3]) breaker.hear(failure('in-doubt'), false, at)
    expect(breaker.phase()).to.deep.equal({ _tag: 'Open', until: 1, reason: 'in-doubt' })
  })

  it('stays open for what was under way, whatever it was answered', () => {
    const breaker = create()
    breaker.hear(failure('in-doubt'), false, 1)
    breaker.hear(undefined, false, 2)
    expect(breaker.phase()._tag).to.equal('Open')
  })

  it('is opened again, and for longer, by a trial that fails after a good probe', () => {
    const breaker = create()
    breaker.hear(failure('in-doubt'), false, 0)
    breaker.hearProbe(undefined, 1)
    expect(breaker.phase()).to.deep.equal({ _tag: 'Trying' })
    breaker.hear(failure('in-doubt'), true, 2)
    expect(breaker.phase()).to.deep.equal({ _tag: 'Open', until: 102, reason: 'in-doubt' })
  })

  it('learns nothing from a trial that is throttled', () => {
    const breaker = create()
    breaker.hear(failure('in-doubt'), false, 0)
    breaker.hear(failure('throttled'), true, 1)
    breaker.hearProbe(failure('throttled'), 2)
    expect(breaker.phase()).to.deep.equal({ _tag: 'Open', until: 0, reason: 'in-doubt' })
  })

  it('is never open for longer than the longest pause, and closed by one trial that is taken', () => {
    const fates = fc.constantFrom<(Fate | undefined)[]>('in-doubt', 'unavailable', 'refused', 'throttled', undefined)
    const heard = fc.record({
      fate: fates,
      isTrial: fc.boolean(),
      isProbe: fc.boolean(),
      chance: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(heard), (all) => {
        let random = 0
        const breaker = createBreaker({ firstPauseMs: 100, maxPauseMs: 1000 }, () => random)
        for (const [now, { fate, isTrial, isProbe, chance }] of all.entries()) {
          random = chance
          const what = fate === undefined ? undefined : failure(fate)
          if (isProbe) breaker.hearProbe(what, now)
          else breaker.hear(what, isTrial, now)
          const phase = breaker.phase()
          if (phase._tag === 'Open') expect(phase.until).to.be.at.most(now + 1000)
        }
        breaker.hear(undefined, true, all.length)
        expect(breaker.phase()).to.deep.equal({ _tag: 'Closed' })
      }),
    )
  })
})
