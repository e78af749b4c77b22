import { parseArgs } from 'node:util'
import { onSignals } from '@vouchrelay/core'
import { goLive, liveEnvironment } from './tour/go-live.ts'
import { showBundle, type TourOptions } from './tour/show-bundle.ts'
import type { Stage } from './tour/stage.ts'

const usage = `Usage: npm start -- [--once | --live]

Runs a relay and shows what it does with a shop's events, then keeps it running for events of your own.

  --once   ends after the bundled events: status 0 only if each was accounted for
  --live   delivers your own events to the real Voucherify, and none of the bundle
           needs VOUCHERIFY_APP_ID and VOUCHERIFY_SECRET; VOUCHERIFY_CLUSTER is eu (default), us1 or as1
`

/** What the tour is asked for. */
export interface Wanted extends Omit<TourOptions, 'once'> {
  readonly once?: boolean
  readonly live?: boolean
}

/** 128 and the number of SIGINT, as a shell shows it. */
const interrupted = 130

/** The tour. Returns the status to exit with: 0, 1 (not as expected, or it failed), 2 (something is missing). */
export const tour = async ({ once = false, live = false, expected }: Wanted, stage: Stage): Promise<number> => {
  try {
    if (!live) return (await showBundle({ once, expected }, stage)) ? 0 : 1
    const target = liveEnvironment(stage.environment)
    if ('lack' in target) {
      stage.err.write(`${target.lack}\n`)
      return 2
    }
    await goLive(target.url, stage)
    return 0
  } catch (error) {
    if (stage.stop.aborted) return interrupted
    stage.err.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}

const main = async (): Promise<number> => {
  const { stdout, stderr, env } = process
  let values: { readonly once?: boolean; readonly live?: boolean; readonly help?: boolean }
  try {
    const options = { once: { type: 'boolean' }, live: { type: 'boolean' }, help: { type: 'boolean' } } as const
    ;({ values } = parseArgs({ options }))
    if (values.once && values.live) throw new Error('--live keeps running: it does not go with --once.')
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    return 2
  }
  if (values.help) {
    stdout.write(usage)
    return 0
  }
  const stopping = new AbortController()
  onSignals({ stop: () => stopping.abort(), kill: process.exit }, Date.now)
  return tour(values, { out: stdout, err: stderr, environment: env, now: Date.now, stop: stopping.signal })
}

if (import.meta.main) process.exitCode = await main()
