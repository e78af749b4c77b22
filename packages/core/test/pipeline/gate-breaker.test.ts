import { expect } from 'chai'
import { left } from 'fp-ts/lib/Either.js'
import { failed, house, never, ok } from './gate-house.ts'

describe('the gate before a destination that does not work', () => {
  it('lets nothing begin after a doubt, and waits for what is under way', async () => {
    const { gate, attempt } = house(3, {}, true)
    const [first, second] = [attempt('a'), attempt('b')]
    await first.answer(failed('in-doubt'))
    const third = attempt('c')
    expect([third.isUnderWay(), second.isUnderWay(), gate.inFlight()]).to.deep.equal([false, true, 1])
    expect(gate.state()).to.deep.equal({ _tag: 'Broken', until: 0, reason: 'it is in-doubt' })
  })

  it('probes at once, whoever waits or not', async () => {
    const { attempt, probes } = house(3, {}, true)
    await attempt('a').answer(failed('in-doubt'))
    expect(probes()).to.equal(1)
  })

  it('tries one shipment after a good probe, and then lets all pass', async () => {
    const { gate, attempt, answerProbe } = house(3, {}, true)
    await attempt('a').answer(failed('in-doubt'))
    const asking = [attempt('b'), attempt('c'), attempt('d')]
    await answerProbe(ok)
    expect([gate.state()._tag, ...asking.map((one) => one.isUnderWay())]).to.deep.equal(['Open', true, false, false])
    await asking[0]?.answer(ok)
    expect(asking.map((one) => one.isUnderWay())).to.deep.equal([true, true, true])
  })

  it('needs a good probe alone where a shipment was taken since the doubt', async () => {
    const { attempt, answerProbe } = house(3, {}, true)
    const [first, second] = [attempt('a'), attempt('b')]
    await first.answer(failed('in-doubt'))
    await second.answer(ok)
    const asking = [attempt('c'), attempt('d')]
    await answerProbe(ok)
    expect(asking.map((one) => one.isUnderWay())).to.deep.equal([true, true])
  })

  it('pauses longer with each trial that fails, and not beyond the longest', async () => {
    const { gate, attempt, probes, answerProbe, passUntil } = house(
      3,
      { breaker: { firstPauseMs: 100, maxPauseMs: 300 } },
      true,
    )
    await attempt('a').answer(failed('in-doubt'))
    attempt('b')
    const pauses: number[] = []
    let now = 0
    for (let n = 1; n <= 4; n++) {
      await answerProbe(failed('unavailable'))
      const state = gate.state()
      const until = state._tag === 'Broken' ? state.until : Number.NaN
      pauses.push(until - now)
      await passUntil(until - 1)
      expect(probes()).to.equal(n)
      now = until
      await passUntil(now)
    }
    expect(pauses).to.deep.equal([100, 200, 300, 300])
  })

  it('probes again only for somebody who waits', async () => {
    const { attempt, probes, answerProbe, passUntil } = house(3, { breaker: { firstPauseMs: 100 } }, true)
    await attempt('a').answer(failed('in-doubt'))
    await answerProbe(failed('unavailable'))
    await passUntil(10_000)
    expect(probes()).to.equal(1)
    attempt('b')
    expect(probes()).to.equal(2)
  })

  it('lets one shipment after the other find out where there is no probe', async () => {
    const { attempt, passUntil } = house(3, { breaker: { firstPauseMs: 100 } })
    await attempt('a').answer(failed('in-doubt'))
    const [first, second] = [attempt('b'), attempt('c')]
    expect([first.isUnderWay(), second.isUnderWay()]).to.deep.equal([true, false])
    await first.answer(failed('in-doubt'))
    await passUntil(99)
    expect(second.isUnderWay()).to.equal(false)
    await passUntil(100)
    expect(second.isUnderWay()).to.equal(true)
  })

  it('is opened by five failures in a row that leave no doubt, and by no fewer', async () => {
    const { gate, attempt } = house(1, {}, true)
    const states: string[] = []
    for (const fate of [
      'unavailable',
      'unavailable',
      'refused',
      ...Array<'unavailable'>(5).fill('unavailable'),
    ] as const) {
      await attempt('a').answer(failed(fate))
      states.push(gate.state()._tag)
    }
    expect(states).to.deep.equal([...Array<string>(7).fill('Open'), 'Broken'])
  })

  it('tries another route before one in doubt, whatever their priorities', async () => {
    const { attempt, passUntil } = house(3, { breaker: { firstPauseMs: 100 } })
    const poisoned = { route: 'poisoned', priority: 'high' } as const
    await attempt('a', never, poisoned).answer(failed('in-doubt'))
    const trial = attempt('b', never, poisoned)
    const [again, other] = [attempt('c', never, poisoned), attempt('d')]
    await trial.answer(failed('in-doubt'))
    await passUntil(100)
    expect([again.isUnderWay(), other.isUnderWay()]).to.deep.equal([false, true])
    await other.answer(ok)
    expect(again.isUnderWay()).to.equal(true)
  })

  it('forgets which routes were in doubt as soon as a shipment is taken', async () => {
    const { attempt, passUntil } = house(3, { breaker: { firstPauseMs: 100 } })
    const [mended, poisoned] = [{ route: 'mended', priority: 'high' } as const, { route: 'poisoned' }]
    await attempt('a', never, mended).answer(failed('in-doubt'))
    await attempt('b', never, mended).answer(ok)
    await attempt('c', never, poisoned).answer(failed('in-doubt'))
    const trial = attempt('d', never, poisoned)
    const [first, second] = [attempt('e', never, mended), attempt('f')]
    await trial.answer(failed('in-doubt'))
    await passUntil(100)
    expect([first.isUnderWay(), second.isUnderWay()]).to.deep.equal([true, false])
  })

  for (const [name, other] of [
    ['customer', 'route'],
    ['route', 'customer'],
  ] as const) {
    it(`stays open where a ${name} comes into doubt again, and another was served just before`, async () => {
      const { gate, attempt, answerProbe } = house(3, {}, true)
      let n = 0
      const poisoned = () => ({ [name]: 'poisoned', [other]: `another ${n++}` })
      const doubt = (): Promise<void> => attempt('a', never, poisoned()).answer(failed('in-doubt'))
      const serve = (): Promise<void> => attempt('b', never, { route: 'sound', customer: 'c-2' }).answer(ok)
      await doubt()
      await answerProbe(ok)
      const states: string[] = []
      for (const step of [serve, doubt, serve, doubt, doubt]) {
        await step()
        states.push(gate.state()._tag)
      }
      expect(states).to.deep.equal(['Open', 'Open', 'Open', 'Open', 'Broken'])
    })
  }

  it('takes a look-up for no sign that shipments are served', async () => {
    const { gate, attempt, answerProbe } = house(3, {}, true)
    const poisoned = { customer: 'poisoned', route: 'orders' }
    const other = { customer: 'c-2', route: 'coupons' }
    const states: string[] = []
    for (let n = 0; n < 3; n++) {
      await attempt('send', never, poisoned).answer(failed('in-doubt'))
      states.push(gate.state()._tag)
      await answerProbe(ok)
      await attempt('look', never, { ...poisoned, isLookUp: true }).answer(ok)
      await attempt('serve', never, other).answer(ok)
    }
    expect(states).to.deep.equal(['Broken', 'Open', 'Open'])
  })

  it('lets an outage cost one doubt more, however many were in trouble before', async () => {
    const { gate, attempt, answerProbe } = house(1, {}, true)
    for (let n = 0; n < 20; n++) {
      await attempt(`c-${n}`, never, { route: `r-${n}` }).answer(failed('in-doubt'))
      await answerProbe(ok)
      await attempt('served', never, { route: 'sound' }).answer(ok)
    }
    let doubts = 0
    for (; gate.state()._tag === 'Open'; doubts++) {
      await attempt(`c-${doubts}`, never, { route: `r-${doubts}` }).answer(failed('in-doubt'))
    }
    expect(doubts).to.equal(2)
  })

  it('breaks again where whoever was in doubt was served since', async () => {
    const { gate, attempt, answerProbe } = house(3, {}, true)
    const mended = { customer: 'mended' }
    await attempt('a', never, mended).answer(failed('in-doubt'))
    await answerProbe(ok)
    await attempt('b').answer(ok)
    await attempt('c', never, mended).answer(ok)
    await attempt('d', never, mended).answer(failed('in-doubt'))
    expect(gate.state()._tag).to.equal('Broken')
  })

  it('goes by what becomes of a trial, whoever it is of', async () => {
    const { gate, attempt } = house(3, { breaker: { firstPauseMs: 100 } })
    const poisoned = { customer: 'poisoned' }
    await attempt('a', never, poisoned).answer(failed('in-doubt'))
    await attempt('b', never, { route: 'another' }).answer(ok)
    await attempt('c', never, { route: 'a third' }).answer(failed('in-doubt'))
    await attempt('d', never, poisoned).answer(failed('in-doubt'))
    expect(gate.state()).to.deep.equal({ _tag: 'Broken', until: 100, reason: 'it is in-doubt' })
  })

  it('does not count the time in which it is broken', async () => {
    const { gate, attempt, answerProbe, passUntil } = house(1, { breaker: { firstPauseMs: 100 } }, true)
    await passUntil(10)
    await attempt('a').answer(failed('in-doubt'))
    attempt('b')
    await answerProbe(failed('unavailable'))
    await passUntil(110)
    await answerProbe(ok)
    await passUntil(130)
    expect(gate.openMs()).to.equal(30)
  })

  it('counts probes as calls', async () => {
    const { gate, attempt, answerProbe } = house(1, {}, true)
    await attempt('a').answer(failed('in-doubt'))
    await answerProbe(ok)
    expect(gate.quota().cycle.calls).to.equal(2)
  })

  it('is closed by a probe that is throttled', async () => {
    const { gate, attempt, answerProbe, probes, passUntil } = house(1, {}, true)
    await attempt('a').answer(failed('in-doubt'))
    attempt('b')
    await answerProbe(failed('throttled', 500))
    expect(gate.state()).to.deep.equal({ _tag: 'Broken', until: 500, reason: 'it is in-doubt' })
    await passUntil(499)
    expect(probes()).to.equal(1)
    await passUntil(500)
    expect(probes()).to.equal(2)
  })

  it('is paused by a probe that is refused for its credentials', async () => {
    const { gate, attempt, answerProbe } = house(1, {}, true)
    await attempt('a').answer(failed('in-doubt'))
    await answerProbe(failed('misconfigured'))
    expect(gate.state()).to.deep.equal({ _tag: 'Paused', until: 100, reason: 'it is misconfigured' })
  })

  it('breaks where a paused destination is tried and leaves a doubt', async () => {
    const { gate, attempt, passUntil } = house(1, {}, true)
    await attempt('a').answer(failed('misconfigured'))
    await passUntil(100)
    await attempt('b').answer(
      left({ _tag: 'SendFailure', fate: 'in-doubt', message: 'answered 500', status: 500, doubt: 'status' }),
    )
    expect(gate.state()).to.deep.equal({ _tag: 'Broken', until: 100, reason: 'answered 500' })
  })

  it('makes no probe once the relay stops', async () => {
    const { attempt, stop, probes } = house(2, {}, true)
    const underWay = attempt('a')
    stop.abort()
    await underWay.answer(failed('in-doubt'))
    expect(probes()).to.equal(0)
  })
})
