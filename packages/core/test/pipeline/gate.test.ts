import { expect } from 'chai'
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import { Subscription, VirtualTimeScheduler } from 'rxjs'
import type { Receipt } from '../../src/contracts/destination.ts'
import type { Fate, SendFailure } from '../../src/contracts/failure.ts'
import { createGate } from '../../src/pipeline/gate.ts'

const ok: Either<SendFailure, Receipt> = right({ status: 200 })
const failed = (fate: Fate, notBefore?: number): Either<SendFailure, Receipt> =>
  left({ _tag: 'SendFailure', fate, message: `it is ${fate}`, notBefore })

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const never = new AbortController().signal

/** A gate in virtual time: `attempt` asks for a place, and gives the answer when it is told to. */
const house = (inFlight: number) => {
  const scheduler = new VirtualTimeScheduler()
  const stop = new AbortController()
  const gate = createGate({ inFlight, probeMs: 100, throttledMs: 50 }, stop.signal, scheduler)
  const log: string[] = []
  const attempt = (name: string, gone = never) => {
    const answered = Promise.withResolvers<Either<SendFailure, Receipt>>()
    let isUnderWay = false
    const begin = (): Promise<Either<SendFailure, Receipt>> => {
      isUnderWay = true
      return answered.promise
    }
    const ended = gate.through(begin, gone).then((result) => {
      log.push(`${name}: ${isLeft(result) ? (result.left._tag === 'Stopped' ? 'stopped' : result.left.fate) : 'ok'}`)
      return turn()
    })
    return {
      isUnderWay: () => isUnderWay,
      answer: (result: Either<SendFailure, Receipt>): Promise<void> => {
        answered.resolve(result)
        return ended
      },
    }
  }
  const passUntil = (ms: number): Promise<void> => {
    scheduler.maxFrames = ms
    scheduler.flush()
    scheduler.frame = ms
    return turn()
  }
  return { gate, stop, log, attempt, passUntil }
}

describe('the gate', () => {
  it('lets no more attempts through than its limit', async () => {
    const { attempt } = house(2)
    const [first, , third] = [attempt('a'), attempt('b'), attempt('c')]
    expect(third.isUnderWay()).to.equal(false)
    await first.answer(ok)
    expect(third.isUnderWay()).to.equal(true)
  })

  it('is closed to all until the time a throttled answer names', async () => {
    const { gate, attempt, passUntil } = house(2)
    await attempt('a').answer(failed('throttled', 700))
    const later = attempt('b')
    expect(gate.state()).to.deep.equal({ _tag: 'Closed', until: 700, reason: 'it is throttled' })
    await passUntil(699)
    expect(later.isUnderWay()).to.equal(false)
    await passUntil(700)
    expect(later.isUnderWay()).to.equal(true)
    expect(gate.state()).to.deep.equal({ _tag: 'Open' })
  })

  it('keeps the later of two times', async () => {
    const { gate, attempt } = house(2)
    const [first, second] = [attempt('a'), attempt('b')]
    await first.answer(failed('throttled', 700))
    await second.answer(failed('throttled', 300))
    expect(gate.state()).to.deep.equal({ _tag: 'Closed', until: 700, reason: 'it is throttled' })
  })

  it('is closed for a while when a throttled answer names no time', async () => {
    const { gate, attempt } = house(1)
    await attempt('a').answer(failed('throttled'))
    expect(gate.state()).to.deep.equal({ _tag: 'Closed', until: 50, reason: 'it is throttled' })
  })

  it('pauses on a misconfigured answer and probes with one attempt at a time', async () => {
    const { gate, attempt, passUntil } = house(5)
    await attempt('a').answer(failed('misconfigured'))
    const [probe, other] = [attempt('b'), attempt('c')]
    await passUntil(99)
    expect([probe.isUnderWay(), other.isUnderWay()]).to.deep.equal([false, false])
    await passUntil(100)
    expect([probe.isUnderWay(), other.isUnderWay()]).to.deep.equal([true, false])
    await probe.answer(failed('misconfigured'))
    expect(other.isUnderWay()).to.equal(false)
    await passUntil(200)
    await other.answer(ok)
    expect(gate.state()).to.deep.equal({ _tag: 'Open' })
  })

  it('opens after a pause for everybody who waits', async () => {
    const { attempt, passUntil } = house(5)
    await attempt('a').answer(failed('misconfigured'))
    const [probe, ...others] = [attempt('b'), attempt('c'), attempt('d')]
    await passUntil(100)
    await probe?.answer(left({ _tag: 'SendFailure', fate: 'refused', message: 'it is refused', status: 400 }))
    expect(others.map((one) => one.isUnderWay())).to.deep.equal([true, true])
  })

  it('counts only the time in which it is open', async () => {
    const { gate, attempt, passUntil } = house(1)
    await passUntil(30)
    await attempt('a').answer(failed('throttled', 100))
    await passUntil(120)
    expect(gate.openMs()).to.equal(50)
  })

  it('tells those who wait that the relay stops, and lets go on what is under way', async () => {
    const { stop, log, attempt } = house(1)
    const underWay = attempt('a')
    attempt('b')
    stop.abort()
    await turn()
    attempt('c')
    await underWay.answer(ok)
    expect(log).to.deep.equal(['b: stopped', 'c: stopped', 'a: ok'])
  })

  it('makes no attempt for whoever has gone meanwhile', async () => {
    const { log, attempt } = house(1)
    const first = attempt('a')
    const gone = new AbortController()
    const second = attempt('b', gone.signal)
    gone.abort()
    await first.answer(ok)
    expect({ log, isUnderWay: second.isUnderWay() }).to.deep.equal({ log: ['a: ok', 'b: stopped'], isUnderWay: false })
  })

  for (const fate of ['throttled', 'misconfigured'] as const) {
    it(`waits on when its timer rings early: ${fate}`, async () => {
      let now = 0
      const alarms: (() => void)[] = []
      const scheduler = Object.assign(new VirtualTimeScheduler(), {
        now: () => now,
        schedule: (work: () => void) => {
          alarms.push(work)
          return Subscription.EMPTY
        },
      })
      const gate = createGate({ inFlight: 1, probeMs: 100, throttledMs: 100 }, never, scheduler)
      await gate.through(async () => failed(fate), never)
      let isUnderWay = false
      void gate.through(async () => {
        isUnderWay = true
        return ok
      }, never)
      now = 99.9
      alarms[0]?.()
      await turn()
      expect(isUnderWay).to.equal(false)
      now = 100
      alarms[1]?.()
      await turn()
      expect(isUnderWay).to.equal(true)
    })
  }

  it('stays paused where nobody answers the probe', async () => {
    const { gate, attempt, passUntil } = house(1)
    await attempt('a').answer(failed('misconfigured'))
    const probe = attempt('b')
    await passUntil(100)
    await probe.answer(failed('unavailable'))
    expect(gate.state()).to.deep.equal({ _tag: 'Paused', until: 200, reason: 'it is misconfigured' })
  })

  it('does not probe inside a closed window', async () => {
    const { gate, attempt } = house(2)
    const [first, second] = [attempt('a'), attempt('b')]
    await first.answer(failed('throttled', 700))
    await second.answer(failed('misconfigured'))
    expect(gate.state()).to.deep.equal({ _tag: 'Paused', until: 700, reason: 'it is misconfigured' })
  })

  it('sets no alarm once the relay stops, so that the process can end', async () => {
    const { gate, stop, attempt } = house(1)
    const underWay = attempt('a')
    stop.abort()
    await underWay.answer(failed('throttled', 1e9))
    expect(gate.state()).to.deep.equal({ _tag: 'Open' })
  })
})
