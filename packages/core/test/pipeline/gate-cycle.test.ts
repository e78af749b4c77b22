import { expect } from 'chai'
import { failed, house, never, ok, turn } from './gate-house.ts'

const hourMs = 3_600_000
const minuteMs = 60_000
/** Times of a house are the epoch's: its cycle ends after January 1970. */
const januaryMs = 31 * 24 * hourMs
const quota = { calls: 1e6, periodMs: minuteMs, share: 1, reserve: 0.5, perCycle: 4, cycleDay: 1 }

describe('the gate in a billing cycle', () => {
  it('stops all but high when the reserve alone is left, and tells it', async () => {
    const { gate, states, attempt } = house(9, { quota })
    await attempt('a').answer(ok)
    await attempt('b').answer(ok)
    const [normal, high] = [attempt('c'), attempt('d', never, { priority: 'high' })]
    await turn()
    expect([normal.isUnderWay(), high.isUnderWay()]).to.deep.equal([false, true])
    const reason = 'the calls of this cycle are spent, but for the reserve'
    expect([gate.state(), states]).to.deep.equal([
      { _tag: 'Spent', until: januaryMs, reason },
      [{ _tag: 'Spent', until: januaryMs, reason }],
    ])
  })

  it('stops everybody when the reserve is spent, too, and tells that', async () => {
    const { states, attempt } = house(9, { quota, spent: { cycle: '1970-01-01', calls: 3 } })
    await attempt('a', never, { priority: 'high' }).answer(ok)
    const high = attempt('b', never, { priority: 'high' })
    await turn()
    expect(high.isUnderWay()).to.equal(false)
    expect(states.at(-1)).to.deep.equal({
      _tag: 'Spent',
      until: januaryMs,
      reason: 'the calls of this cycle are spent',
    })
  })

  it('goes on when the cycle turns', async () => {
    const { gate, attempt, passUntil, setWall } = house(9, { quota, spent: { cycle: '1970-01-01', calls: 4 } })
    const waiting = attempt('a')
    await passUntil(hourMs)
    expect(waiting.isUnderWay()).to.equal(false)
    setWall(januaryMs - hourMs)
    await passUntil(hourMs + minuteMs)
    expect([waiting.isUnderWay(), gate.state(), gate.quota().cycle.calls]).to.deep.equal([true, { _tag: 'Open' }, 1])
  })

  it('does not count the time in which it is spent', async () => {
    const { gate, attempt, passUntil } = house(9, { quota })
    await attempt('a').answer(ok)
    await passUntil(10)
    await attempt('b').answer(ok)
    await passUntil(hourMs)
    expect(gate.openMs()).to.equal(10)
  })

  it('is spent when the destination says so, and tries it every quarter of an hour', async () => {
    const { gate, attempt, passUntil } = house(9)
    await attempt('a').answer(failed('throttled', 1000, { of: 'cycle', limit: 100_000, remaining: 0 }))
    expect(gate.state()).to.deep.equal({ _tag: 'Spent', until: 15 * minuteMs, reason: 'it is throttled' })
    const [trial, other] = [attempt('b'), attempt('c')]
    await passUntil(15 * minuteMs - 1)
    expect(trial.isUnderWay()).to.equal(false)
    await passUntil(15 * minuteMs)
    expect([trial.isUnderWay(), other.isUnderWay()]).to.deep.equal([true, false])
    await trial.answer(ok)
    expect([other.isUnderWay(), gate.state()]).to.deep.equal([true, { _tag: 'Open' }])
  })

  it('is spent when a whole window later it is still throttled', async () => {
    const { gate, attempt, passUntil } = house(9)
    await attempt('a').answer(failed('throttled', minuteMs - 1))
    await passUntil(minuteMs - 1)
    await attempt('b').answer(failed('throttled', 1))
    expect(gate.state()._tag).to.equal('Closed')
    await passUntil(minuteMs)
    await attempt('c').answer(failed('throttled', 1))
    expect(gate.state()).to.deep.equal({ _tag: 'Spent', until: 16 * minuteMs, reason: 'it is throttled' })
  })

  it('is not spent by answers to what began before the window closed', async () => {
    const { gate, attempt, passUntil } = house(9)
    const [first, second] = [attempt('a'), attempt('b')]
    await first.answer(failed('throttled', minuteMs))
    await passUntil(2 * minuteMs)
    await second.answer(failed('throttled', minuteMs))
    expect(gate.state()._tag).to.equal('Closed')
  })

  it('warns where calls cannot be paced', async () => {
    const warnings: string[] = []
    const { attempt } = house(9, { warning: (message) => warnings.push(message) })
    await attempt('a').answer(ok)
    expect(warnings.length).to.equal(1)
  })
})
