import { expect } from 'chai'
import { left, right } from 'fp-ts/lib/Either.js'
import { Subscription, VirtualTimeScheduler } from 'rxjs'
import { createGate, type Ticket } from '../../src/pipeline/gate.ts'
import { failed, house, never, ok, turn } from './gate-house.ts'

const ticket: Ticket = { route: 'a route', customer: 'c-1', priority: 'normal' }

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

  it('is closed for as long as a destination says it is unavailable', async () => {
    const { gate, attempt } = house(1)
    const unavailable = { _tag: 'SendFailure', fate: 'unavailable', message: 'answered 503', waitMs: 300 } as const
    await attempt('a').answer(left({ ...unavailable, status: 423 }))
    expect(gate.state()).to.deep.equal({ _tag: 'Open' })
    await attempt('a').answer(left({ ...unavailable, status: 503 }))
    expect(gate.state()).to.deep.equal({ _tag: 'Closed', until: 300, reason: 'answered 503' })
  })

  for (const status of [429, 503]) {
    it(`is closed for an hour and a minute at most, and then tries one after the other (${status})`, async () => {
      const { gate, attempt, passUntil } = house(5)
      const fate = status === 429 ? 'throttled' : 'unavailable'
      const centuries = { _tag: 'SendFailure', fate, status, message: `answered ${status}`, waitMs: 1e13 } as const
      await attempt('a').answer(left(centuries))
      const [trial, other] = [attempt('b'), attempt('c')]
      expect(gate.state()).to.deep.equal({ _tag: 'Closed', until: 3_660_000, reason: `answered ${status}` })
      await passUntil(3_659_999)
      expect(trial.isUnderWay()).to.equal(false)
      await passUntil(3_660_000)
      expect([trial.isUnderWay(), other.isUnderWay()]).to.deep.equal([true, false])
      await trial.answer(left(centuries))
      const again = gate.state()
      expect('until' in again && again.until).to.equal(7_320_000)
      await passUntil(7_320_000)
      await other.answer(ok)
      expect(gate.state()).to.deep.equal({ _tag: 'Open' })
    })
  }

  it('counts all calls that an attempt took', async () => {
    const { gate } = house(1)
    await gate.through(ticket, async () => right({ calls: 3 }), never)
    await gate.through(ticket, async () => left({ _tag: 'SendFailure', fate: 'refused', message: '', calls: 2 }), never)
    expect(gate.quota().cycle.calls).to.equal(5)
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
    await attempt('a').answer(failed('throttled', 70))
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

  it('lets whoever has gone leave the queue at once', async () => {
    const { gate, log, attempt } = house(1)
    const first = attempt('a')
    const gone = new AbortController()
    const second = attempt('b', gone.signal)
    gone.abort()
    await turn()
    expect({ log: [...log], waiting: gate.quota().waiting }).to.deep.equal({ log: ['b: stopped'], waiting: [] })
    await first.answer(ok)
    expect({ inFlight: gate.inFlight(), isUnderWay: second.isUnderWay() }).to.deep.equal({
      inFlight: 0,
      isUnderWay: false,
    })
  })

  it('makes no attempt for whoever goes when the turn has just come', async () => {
    const { gate, attempt } = house(1)
    const first = attempt('a')
    const gone = new AbortController()
    const second = attempt('b', gone.signal)
    const heard = first.answer(ok)
    while (gate.quota().waiting.length > 0) await Promise.resolve()
    gone.abort()
    await heard
    expect({ inFlight: gate.inFlight(), isUnderWay: second.isUnderWay() }).to.deep.equal({
      inFlight: 0,
      isUnderWay: false,
    })
  })

  it('does not hold an attempt against the destination that was not made', async () => {
    const { gate } = house(1)
    await gate.through(ticket, async () => left({ _tag: 'Stopped' }), never)
    expect([gate.state(), gate.quota().cycle.calls]).to.deep.equal([{ _tag: 'Open' }, 0])
  })

  it('lets high go before normal and normal before low', async () => {
    const { log, attempt } = house(1)
    const first = attempt('a')
    const asking = (['low', 'normal', 'high'] as const).map((priority) => attempt(priority, never, { priority }))
    await first.answer(ok)
    for (const one of asking.toReversed()) await one.answer(ok)
    expect(log).to.deep.equal(['a: ok', 'high: ok', 'normal: ok', 'low: ok'])
  })

  it('tells who waits', async () => {
    const { gate, attempt } = house(1)
    attempt('a')
    attempt('b', never, { route: 'orders', priority: 'high' })
    attempt('c', never, { route: 'pages' })
    attempt('d', never, { route: 'pages' })
    expect(gate.quota().waiting).to.deep.equal([
      { priority: 'high', route: 'orders', count: 1 },
      { priority: 'normal', route: 'pages', count: 2 },
    ])
  })

  it('lets nobody overtake who waits, though the timer is late', async () => {
    let now = 0
    const gone = new AbortController()
    const scheduler = Object.assign(new VirtualTimeScheduler(), {
      now: () => now,
      schedule: () => Subscription.EMPTY,
    })
    const quota = { calls: 60, periodMs: 60_000, share: 0.5, reserve: 0, cycleDay: 1 }
    const gate = createGate({ inFlight: 9, quota }, new AbortController().signal, scheduler)
    const begun: string[] = []
    const ask = (name: string): Promise<unknown> =>
      gate.through(
        ticket,
        async () => {
          begun.push(name)
          return ok
        },
        gone.signal,
      )
    await ask('a')
    const asked = [ask('b')]
    now = 2000
    asked.push(ask('c'))
    await turn()
    expect(begun).to.deep.equal(['a', 'b'])
    gone.abort()
    await Promise.all(asked)
  })

  it('tells times of the clock on the wall', async () => {
    const { gate, attempt, setWall } = house(1)
    await attempt('a').answer(failed('throttled', 700))
    setWall(1_000_000)
    expect(gate.state()).to.deep.equal({ _tag: 'Closed', until: 1_000_700, reason: 'it is throttled' })
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
      await gate.through(ticket, async () => failed(fate), never)
      let isUnderWay = false
      void gate.through(
        ticket,
        async () => {
          isUnderWay = true
          return ok
        },
        never,
      )
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
