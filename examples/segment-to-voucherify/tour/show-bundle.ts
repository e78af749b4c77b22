import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '@vouchrelay/sandbox'
import type { Expected } from '../bundle/expected.ts'
import { readBundle } from './bundle.ts'
import { follow } from './follow.ts'
import { createTourLog } from './log.ts'
import { preferredPorts } from './ports.ts'
import { source, startExample, urlOf } from './relay.ts'
import { samples } from './samples.ts'
import { send } from './send.ts'
import { serve } from './serve.ts'
import { paint, say, type Stage } from './stage.ts'
import { sumsOf } from './sums.ts'
import { table } from './table.ts'
import { faultsIn, praise } from './verdict.ts'

/** What a tour may be told. */
export interface TourOptions {
  /** Ends after the bundle, on ports of its own, instead of serving on. */
  readonly once: boolean
  /** The sums to come to. Default: those of the bundle. */
  readonly expected?: Expected | undefined
}

const writeKey = 'tour-write-key'

const makeStateDir = async (stack: AsyncDisposableStack): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'vouchrelay-tour-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  return dir
}

/** Starts the sandbox and the relay in front of it, both of which end with the stack. `loud`: the log is for all. */
const startBoth = async (once: boolean, stack: AsyncDisposableStack, stage: Stage, loud: () => boolean) => {
  const port = { relay: 0, sandbox: 0, admin: 0 }
  if (!once) for (const name of ['relay', 'sandbox', 'admin'] as const) port[name] = await preferredPorts[name](stage)
  const dir = await makeStateDir(stack)
  const sandbox = stack.use(await startSandbox({ port: port.sandbox }))
  // Nothing of the process's environment is in here: these events can reach no other Voucherify than the sandbox.
  const environment = {
    PORT: String(port.relay),
    ADMIN_PORT: String(port.admin),
    SEGMENT_WRITE_KEY: writeKey,
    VOUCHERIFY_URL: sandbox.url,
    VOUCHRELAY_STATE: dir,
  }
  const { relay, settings } = await startExample(environment, { log: createTourLog(stage, loud), now: stage.now })
  stack.defer(relay.stop)
  return { sandbox, relay, settings }
}

/**
 * Sends the bundle through a relay into a sandbox and shows what became of it.
 *
 * @returns whether everything came out as expected
 */
export const showBundle = async ({ once, expected }: TourOptions, stage: Stage): Promise<boolean> => {
  await using stack = new AsyncDisposableStack()
  const bundle = await readBundle()
  const { calls } = bundle
  say(
    stage,
    `A relay forwards ${calls.length} calls of a shop's Segment libraries into a sandbox, a local Voucherify.`,
    'Some are copies, some are broken, some nobody asked for: each is accounted for.',
  )
  let serving = false
  const { sandbox, relay, settings } = await startBoth(once, stack, stage, () => serving)

  const over = new AbortController()
  stack.defer(async () => over.abort())
  const during = { ...stage, stop: AbortSignal.any([stage.stop, over.signal]) }
  const address = { url: urlOf(relay, 'tracking API'), writeKey }
  const broken = relay.ended.then(() => Promise.reject(new Error('The relay ended before its time.')))
  const work = Promise.all([follow(relay, calls.length, during), send(address, calls, during.stop)])
  const [course] = await Promise.race([work, broken])

  const sums = sumsOf(relay.counts(), source)
  const stored = sandbox.events()
  say(stage, '', ...table(sums), ...samples(calls, stored, settings), '')
  const findings = { expected: expected ?? bundle.expected, sums, course, held: stored.length }
  const faults = faultsIn(findings)
  if (faults.length === 0) say(stage, `${paint(stage, 'green', 'As expected:')} ${praise(findings).join('\n')}`)
  else stage.err.write(`${['Not as expected:', ...faults].join('\n  ')}\n`)

  if (!once) {
    serving = true
    await serve(relay, writeKey, [['what arrived', `${sandbox.url}/_sandbox/events`]], stage)
  }
  return faults.length === 0
}
