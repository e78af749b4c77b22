import { expect } from 'chai'
import { defer, fromEvent, of, VirtualTimeScheduler } from 'rxjs'
import type { Fate, SendFailure } from '../../src/contracts/failure.ts'
import type { Attempt } from '../../src/contracts/outcome.ts'
import { createTrial } from '../../src/pipeline/trial.ts'

const failure = (fate: Fate, waitMs?: number): SendFailure => ({
  _tag: 'SendFailure',
  fate,
  message: `it is ${fate}`,
  ...(waitMs !== undefined && { waitMs }),
})

const attempts = (fate: Fate, length: number): readonly Attempt[] =>
  Array.from({ length }, (_, at) => ({ at, failure: failure(fate) }))

const fatesOf = (all: readonly Attempt[]) => all.map((one) => one.failure.fate)

/** A trial in virtual time; chance gives the longest waits. */
const begin = (earlier: readonly Attempt[] = []) => {
  const scheduler = new VirtualTimeScheduler()
  const [stop, gone] = [new AbortController(), new AbortController()]
  let openMs = 0
  const trial = createTrial(
    earlier,
    {
      gate: { openMs: () => openMs },
      retry: {
        unavailable: { firstDelayMs: 100, maxDelayMs: 1_000, budgetMs: 5_000 },
        inDoubt: { firstDelayMs: 10, maxDelayMs: 50, budgetMs: 500 },
      },
      scheduler,
      now: () => scheduler.now(),
      random: () => 1,
      stopping: defer(() => (stop.signal.aborted ? of(true) : fromEvent(stop.signal, 'abort'))),
    },
    gone.signal,
  )
  /** How much time passes until something resolves; infinite where it does not in an hour. */
  const lasts = async (waiting: Promise<unknown>): Promise<number> => {
    const began = scheduler.now()
    let took = Infinity
    void waiting.then(() => (took = scheduler.now() - began))
    scheduler.maxFrames = began + 3_600_000
    for (let turn = 0; turn < 3; turn++) await Promise.resolve()
    if (took === Infinity) scheduler.flush()
    for (let turn = 0; turn < 3; turn++) await Promise.resolve()
    return took
  }
  return { trial, stop, gone, lasts, open: (ms: number) => (openMs += ms) }
}

describe('a trial', () => {
  it('rests longer after each failure, up to the longest wait', async () => {
    const { trial, lasts } = begin()
    const waits: number[] = []
    for (let i = 0; i < 6; i++) {
      trial.note(failure('unavailable'))
      waits.push(await lasts(trial.rest(failure('unavailable'))))
    }
    expect(waits).to.deep.equal([100, 200, 400, 800, 1_000, 1_000])
  })

  it('rests longer after each look-up that failed, too, although that is no attempt', async () => {
    const { trial, lasts } = begin()
    const waits: number[] = []
    for (let i = 0; i < 4; i++) waits.push(await lasts(trial.rest(failure('in-doubt'))))
    expect(waits).to.deep.equal([10, 20, 40, 50])
  })

  it('rests as long as the destination asked, at least', async () => {
    const { trial, lasts } = begin()
    expect(await lasts(trial.rest(failure('unavailable', 3_000)))).to.equal(3_000)
  })

  it('rests no longer than its budget lasts, but never less than by itself', async () => {
    const { trial, lasts, open } = begin()
    open(4_000)
    const waits = [await lasts(trial.rest(failure('unavailable', 1e13)))]
    open(1_000)
    waits.push(await lasts(trial.rest(failure('unavailable', 1e13))))
    waits.push(await lasts(trial.rest(failure('in-doubt', 1e13))))
    expect(waits).to.deep.equal([1_000, 200, 40])
  })

  for (const fate of ['throttled', 'misconfigured'] as const) {
    it(`does not rest where the gate is shut to all, and rests no longer later (${fate})`, async () => {
      const { trial, lasts } = begin()
      const waits = [await lasts(trial.rest(failure(fate, 30_000))), await lasts(trial.rest(failure(fate)))]
      waits.push(await lasts(trial.rest(failure('unavailable'))))
      expect(waits).to.deep.equal([0, 0, 100])
    })
  }

  it('ends a wait when the relay stops, and makes none later', async () => {
    const { trial, stop, lasts } = begin()
    const waiting = trial.wait(60_000)
    stop.abort()
    expect([await lasts(waiting), await lasts(trial.wait(60_000))]).to.deep.equal([0, 0])
  })

  it('ends a wait when nobody wants its outcome any more, and makes none later', async () => {
    const { trial, gone, lasts } = begin()
    const waiting = trial.wait(60_000)
    gone.abort()
    expect([await lasts(waiting), await lasts(trial.wait(60_000))]).to.deep.equal([0, 0])
  })

  it('is spent when the gate was open for as long as the class of its failure may be tried', () => {
    const { trial, open } = begin()
    const fates = ['unavailable', 'in-doubt', 'throttled', 'misconfigured'] as const
    const spent = [0, 499, 1, 4_499, 1].map((ms) => {
      open(ms)
      return fates.filter((fate) => trial.isSpent(failure(fate)))
    })
    expect(spent).to.deep.equal([[], [], ['in-doubt'], ['in-doubt'], ['unavailable', 'in-doubt']])
  })

  it('remembers what earlier runs tried, and tells of the fates of this one', () => {
    const { trial } = begin(attempts('unavailable', 2))
    trial.note(failure('refused'))
    expect([fatesOf(trial.attempts()), trial.fates()]).to.deep.equal([
      ['unavailable', 'unavailable', 'refused'],
      ['refused'],
    ])
  })

  it('forgets the oldest attempt first, but doubts last', () => {
    const { trial } = begin([...attempts('in-doubt', 2), ...attempts('unavailable', 2)])
    for (let i = 0; i < 30; i++) trial.note(failure('throttled'))
    expect(fatesOf(trial.attempts())).to.deep.equal([
      'in-doubt',
      'in-doubt',
      ...Array.from({ length: 18 }, () => 'throttled'),
    ])
  })

  it('never forgets the last attempt, although all others are doubts', () => {
    const { trial } = begin(attempts('in-doubt', 20))
    trial.note(failure('refused'))
    expect(fatesOf(trial.attempts())).to.deep.equal([...Array.from({ length: 19 }, () => 'in-doubt'), 'refused'])
  })
})
