import { expect } from 'chai'
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import { Subject, VirtualTimeScheduler } from 'rxjs'
import type { Receipt } from '../../src/contracts/destination.ts'
import type { Fate, SendFailure } from '../../src/contracts/failure.ts'
import { createGate } from '../../src/pipeline/gate.ts'

const ok: Either<SendFailure, Receipt> = right({ status: 200 })
const failed = (fate: Fate, notBefore?: number): Either<SendFailure, Receipt> =>
  left({ _tag: 'SendFailure', fate, message: `it is ${fate}`, notBefore })

/** A gate in virtual time: `attempt` asks for a place, and its subject gives the answer. */
const house = (inFlight: number) => {
  const scheduler = new VirtualTimeScheduler()
  const stop = new AbortController()
  const gate = createGate({ inFlight, probeMs: 100, throttledMs: 50 }, stop.signal, scheduler)
  const log: string[] = []
  const attempt = (name: string) => {
    const answer = new Subject<Either<SendFailure, Receipt>>()
    gate.through(answer).subscribe((result) => {
      log.push(`${name}: ${isLeft(result) ? (result.left._tag === 'Stopped' ? 'stopped' : result.left.fate) : 'ok'}`)
    })
    return {
      isUnderWay: () => answer.observed,
      answer: (result: Either<SendFailure, Receipt>) => {
        answer.next(result)
        answer.complete()
      },
    }
  }
  const passUntil = (ms: number): void => {
    scheduler.maxFrames = ms
    scheduler.flush()
    scheduler.frame = ms
  }
  return { gate, stop, log, attempt, passUntil }
}

describe('the gate', () => {
  it('lets no more attempts through than its limit', () => {
    const { attempt } = house(2)
    const [first, , third] = [attempt('a'), attempt('b'), attempt('c')]
    expect(third.isUnderWay()).to.equal(false)
    first.answer(ok)
    expect(third.isUnderWay()).to.equal(true)
  })

  it('is closed to all until the time a throttled answer names', () => {
    const { gate, attempt, passUntil } = house(2)
    attempt('a').answer(failed('throttled', 700))
    const later = attempt('b')
    expect(gate.state()).to.deep.equal({ _tag: 'Closed', until: 700, reason: 'it is throttled' })
    passUntil(699)
    expect(later.isUnderWay()).to.equal(false)
    passUntil(700)
    expect(later.isUnderWay()).to.equal(true)
    expect(gate.state()).to.deep.equal({ _tag: 'Open' })
  })

  it('keeps the later of two times', () => {
    const { gate, attempt } = house(2)
    const [first, second] = [attempt('a'), attempt('b')]
    first.answer(failed('throttled', 700))
    second.answer(failed('throttled', 300))
    expect(gate.state()).to.deep.equal({ _tag: 'Closed', until: 700, reason: 'it is throttled' })
  })

  it('is closed for a while when a throttled answer names no time', () => {
    const { gate, attempt } = house(1)
    attempt('a').answer(failed('throttled'))
    expect(gate.state()).to.deep.equal({ _tag: 'Closed', until: 50, reason: 'it is throttled' })
  })

  it('pauses on a misconfigured answer and probes with one attempt at a time', () => {
    const { gate, attempt, passUntil } = house(5)
    attempt('a').answer(failed('misconfigured'))
    const [probe, other] = [attempt('b'), attempt('c')]
    passUntil(99)
    expect([probe.isUnderWay(), other.isUnderWay()]).to.deep.equal([false, false])
    passUntil(100)
    expect([probe.isUnderWay(), other.isUnderWay()]).to.deep.equal([true, false])
    probe.answer(failed('misconfigured'))
    expect(other.isUnderWay()).to.equal(false)
    passUntil(200)
    other.answer(ok)
    expect(gate.state()).to.deep.equal({ _tag: 'Open' })
  })

  it('opens after a pause for everybody who waits', () => {
    const { attempt, passUntil } = house(5)
    attempt('a').answer(failed('misconfigured'))
    const [probe, ...others] = [attempt('b'), attempt('c'), attempt('d')]
    passUntil(100)
    probe?.answer(failed('refused'))
    expect(others.map((one) => one.isUnderWay())).to.deep.equal([true, true])
  })

  it('counts only the time in which it is open', () => {
    const { gate, attempt, passUntil } = house(1)
    passUntil(30)
    attempt('a').answer(failed('throttled', 100))
    passUntil(120)
    expect(gate.openMs()).to.equal(50)
  })

  it('tells those who wait that the relay stops, and lets go on what is under way', () => {
    const { stop, log, attempt } = house(1)
    const underWay = attempt('a')
    attempt('b')
    stop.abort()
    attempt('c')
    underWay.answer(ok)
    expect(log).to.deep.equal(['b: stopped', 'c: stopped', 'a: ok'])
  })
})
