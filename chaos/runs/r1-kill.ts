import type { DoubtPolicy } from '@vouchrelay/core'
import { createBars } from '../bars.ts'
import { killPoints } from '../preload/kill-points.ts'
import type { Circumstances, Findings, Run } from '../run.ts'
import { countedOf, holdVerdict } from '../world/hold-verdict.ts'
import { killMoments, sureMoments } from './kill-moments.ts'
import { inFlight, killAgainAndAgain, type Killed } from './killed-relay.ts'

const policies = ['resend', 'verify', 'park'] as const satisfies readonly DoubtPolicy[]

/** The sandbox stores what it gets at once, long before a relay is up again: there is nothing to be patient about. */
const settings: Readonly<Record<DoubtPolicy, string>> = {
  resend: '',
  verify: ', verify: { patienceSeconds: 0, activityDelaySeconds: 0 }',
  park: ', transport: undici',
}

const judgeOf = (
  policy: DoubtPolicy,
  { verdict, kills, busy, inDoubt, left, last }: Killed,
  wanted: number,
): Findings => {
  const bars = createBars(`${policy}: `)
  holdVerdict(bars, verdict)
  bars.equal('left in the journal', left, 0)
  bars.equal('kills', sumOf(kills), wanted)
  bars.atLeast('kills with something in flight', busy, wanted / 4)
  // A kill that came when a commit was done already is a kill, and does not count for its point.
  const met = killPoints.filter((point) =>
    Object.keys(kills).some((how) => how === point || how === `${point} (inside)`),
  )
  bars.atLeast('points that were met', met.length, Math.min(killPoints.length, wanted / 2))
  if (policy === 'resend') {
    bars.atMost('doubled', verdict.doubled, Math.min(inDoubt, inFlight * wanted))
    bars.atLeast('doubts', inDoubt, 1)
    bars.equal('parked', verdict.parked, 0)
  } else {
    bars.equal('doubled', verdict.doubled, 0)
    bars.atMost('parked', verdict.parked, policy === 'park' ? inFlight * wanted : 0)
    bars.atLeast('doubts', inDoubt, 1)
  }
  return {
    counted: { kills: wanted, moments: kills, busy, inDoubt, lettersAtTheEnd: last('letters'), ...countedOf(verdict) },
    failures: bars.failures(),
  }
}

const sumOf = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((sum, n) => sum + n, 0)

const perform = async (circumstances: Circumstances): Promise<Findings> => {
  const kills = circumstances.isShort ? 4 : 200
  const found = await Promise.all(
    policies.map(async (policy, i) => {
      const { isShort, chance } = circumstances
      const moments = isShort ? sureMoments(kills, i, chance) : killMoments(kills, 2 * i, chance)
      const killed = await killAgainAndAgain(circumstances, policy, moments, settings[policy])
      return [policy, judgeOf(policy, killed, kills)] as const
    }),
  )
  return {
    counted: Object.fromEntries(found.map(([policy, { counted }]) => [policy, counted])),
    failures: found.flatMap(([, { failures }]) => failures),
  }
}

/** Kills at random and at fixed points, with each policy. */
export const killRun: Run = { name: 'R1', title: 'kill -9, at random and at fixed points, by policy', perform }
