import { setTimeout as sleep } from 'node:timers/promises'
import type { DoubtPolicy } from '@vouchrelay/core'
import { freePort } from '../../test/journey/free-port.ts'
import { countLeft, readLetters } from '../../test/journey/read-state.ts'
import { runBin, type Bin } from '../../test/journey/run-bin.ts'
import type { Reading } from '../../test/journey/scrape.ts'
import { scratch } from '../../test/journey/scratch.ts'
import { startSenders, type Senders } from '../../test/journey/senders.ts'
import { shopYaml } from '../../test/journey/shop.ts'
import { environmentOf } from '../preload/kill-points.ts'
import type { Circumstances } from '../run.ts'
import { doubtsIn, drained, watchLife, type Life } from '../world/conservation.ts'
import { sandboxProcess, type SandboxProcess } from '../world/sandbox-process.ts'
import { judge, type Verdict } from '../world/verdict.ts'
import type { KillMoment } from './kill-moments.ts'

/** Requests under way at once. */
export const inFlight = 16

/** What was seen of a relay that was killed again and again. */
export interface Killed {
  readonly verdict: Verdict
  /** By the moment: `random`, `starting`, or the point, with `(past)` where it came too late. */
  readonly kills: Readonly<Record<string, number>>
  /** Kills before which something was in flight. */
  readonly busy: number
  /** Doubts that were counted in the metrics of each life. */
  readonly inDoubt: number
  /** Events left in the journal at the end. */
  readonly left: number
  /** The metrics at the very end. */
  readonly last: Reading
}

/** No point is waited for longer: what it waits for may not come any more. */
const patienceMs = 5_000

/** Kills a relay at each of the moments, starts it again, and in the end lets it finish in peace. */
export const killAgainAndAgain = async (
  { seed, conservation, environment, note }: Circumstances,
  whenInDoubt: DoubtPolicy,
  moments: readonly KillMoment[],
  destination = '',
): Promise<Killed> => {
  const [port, adminPort] = [await freePort(), await freePort()]
  await using sandbox = await sandboxProcess()
  await sandbox.ask.setLatency(5)
  const yaml = shopYaml({
    voucherify: sandbox.url,
    whenInDoubt,
    port,
    adminPort,
    destination: `inFlight: ${inFlight}${destination}`,
    more: 'limits: { unsettledEvents: 32 }\nretry: { firstDelayMs: 20, maxDelayMs: 100 }',
  })
  await using dir = await scratch(yaml)
  const senders = startSenders(4, 8, seed, 50)
  const kills: Record<string, number> = {}
  let busy = 0
  let inDoubt = 0

  for (const [i, moment] of moments.entries()) {
    if (i % 20 === 0 && i > 0) note(`${whenInDoubt}: ${i} kills`)
    const own = moment._tag === 'Point' ? environmentOf(moment) : {}
    await using bin = runBin(dir.file, { ...environment, ...own })
    const life = await live(bin, moment, senders, sandbox, conservation)
    await Promise.all([bin.ended, life?.over])
    const [, how = nameOf(moment)] = /^chaos: (.*)$/m.exec((await bin.ended).stderr) ?? []
    kills[how] = (kills[how] ?? 0) + 1
    inDoubt += doubtsIn(life?.last())
    if ((life?.last()?.('events_in_flight') ?? 0) > 0) busy += 1
  }

  await using bin = runBin(dir.file, environment)
  const { tracking, admin } = await bin.ready
  senders.resume(tracking)
  await senders.finish()
  const last = await drained(conservation, admin, 120_000 + moments.length * 1_000)
  bin.kill('SIGTERM')
  await bin.ended
  const verdict = judge(senders, await sandbox.ask.events(), readLetters(dir.state))
  return { verdict, kills, busy, inDoubt: inDoubt + doubtsIn(last), left: countLeft(dir.state), last }
}

const nameOf = (moment: KillMoment): string => {
  switch (moment._tag) {
    case 'Starting':
      return 'starting'
    case 'Working':
      return 'random'
    case 'Point':
      return 'point not met'
    default:
      return moment satisfies never
  }
}

/** One life of a relay, to the moment of its death. Undefined where it was killed before it was ready. */
const live = async (
  bin: Bin,
  moment: KillMoment,
  senders: Senders,
  sandbox: SandboxProcess,
  conservation: Circumstances['conservation'],
): Promise<Life | undefined> => {
  if (moment._tag === 'Starting') {
    await Promise.race([sleep(moment.afterMs), bin.ended])
    bin.kill('SIGKILL')
    return undefined
  }
  // One that goes on with what it found may meet its point before it is ready.
  const addresses = await bin.ready.catch(() => undefined)
  if (addresses === undefined) {
    if ((await bin.ended).stderr.includes('chaos: ')) return undefined
    throw new Error(`the relay did not start: ${JSON.stringify(await bin.ended)}`)
  }
  senders.resume(addresses.tracking)
  const life = watchLife(conservation, addresses.admin)
  if (moment._tag === 'Point') await Promise.race([bin.ended, sleep(patienceMs)])
  else await momentOf(moment, senders, sandbox)
  bin.kill('SIGKILL')
  senders.pause()
  return life
}

const momentOf = async (
  { answers, requests }: Extract<KillMoment, { _tag: 'Working' }>,
  senders: Senders,
  sandbox: SandboxProcess,
): Promise<void> => {
  const end = performance.now() + patienceMs
  const [answersThen, requestsThen] = [senders.answers(), await sandbox.ask.requests()]
  while (performance.now() < end) {
    if (senders.answers() - answersThen >= answers) return
    if ((await sandbox.ask.requests()) - requestsThen >= requests) return
    await sleep(2)
  }
}
