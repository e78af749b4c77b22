import type { Fault } from '@vouchrelay/sandbox'
import { orderOf } from '../../test/journey/orders.ts'
import { createBars } from '../bars.ts'
import type { Circumstances, Findings } from '../run.ts'
import { drained } from '../world/conservation.ts'
import { createFeed } from '../world/feed.ts'
import { holdVerdict } from '../world/hold-verdict.ts'
import type { LoggedRequest } from '../world/request-log.ts'
import { createWorld } from '../world/world.ts'

/** A window that an answer closes. */
interface Closing {
  readonly fault: Fault
  /** For how long at least, in milliseconds. */
  readonly forMs: number
  readonly status: number
  /** Whether for everybody, or for the customer alone. */
  readonly forAll: boolean
}

/** `Retry-After` counts whole seconds (RFC 9110, section 10.2.3): as a date it may end up to one sooner. */
const closings: readonly Closing[] = [
  { fault: { throttle: 1_000, type: 'api_calls' }, forMs: 1_000, status: 429, forAll: true },
  { fault: { status: 429, retryAfterMs: 2_000 }, forMs: 2_000, status: 429, forAll: true },
  { fault: { status: 429, retryAfterMs: 2_000, retryAfterAs: 'date' }, forMs: 1_000, status: 429, forAll: true },
  { fault: { status: 503, retryAfterMs: 1_000 }, forMs: 1_000, status: 503, forAll: false },
  { fault: { status: 503, retryAfterMs: 2_000, retryAfterAs: 'date' }, forMs: 1_000, status: 503, forAll: false },
]

/** A timer may ring a moment early by a finer clock. */
const timerMs = 2

/** Requests that came while a window was closed. */
export const early = (
  log: readonly LoggedRequest[],
  { status, forMs, forAll }: Pick<Closing, 'status' | 'forMs' | 'forAll'>,
): number =>
  log
    .filter((closing) => closing.status === status)
    .flatMap(({ answeredAt, customer }) =>
      log.filter(
        (other) =>
          other.beganAt > answeredAt &&
          other.beganAt < answeredAt + forMs - timerMs &&
          (forAll || other.customer === customer),
      ),
    ).length

/** One request at a time, so that none is on its way when a window closes: then none may come before it opens. */
export const watchWindows = async (circumstances: Circumstances, times: number): Promise<Findings> => {
  const { chance, conservation } = circumstances
  const bars = createBars('windows: ')
  let requests = 0
  let closed = 0
  let tooEarly = 0
  const makeOne = async (closing: Closing, i: number): Promise<void> => {
    await using world = await createWorld(
      circumstances,
      {
        whenInDoubt: 'resend',
        destination: 'inFlight: 1',
        more: 'retry: { firstDelayMs: 1, maxDelayMs: 5 }',
      },
      { logs: true },
    )
    await world.sandbox.ask.script([{ ...closing.fault, times, match: { nth: 2 } }])
    using feed = createFeed()
    const up = await world.start()
    const customers = Array.from({ length: 4 }, (_, c) => `customer-${i}-${c}`)
    await feed.sendAll(
      up.tracking,
      customers.flatMap((customer) => [1, 2, 3].map((n) => orderOf(customer, n, 'order', chance))),
    )
    await drained(conservation, up.admin, 60_000)
    const verdict = await world.finish(up, feed)
    holdVerdict(bars, verdict)
    bars.equal('doubled', verdict.doubled, 0)
    const log = await world.sandbox.ask.log()
    requests += log.length
    const closedNow = log.filter(({ status }) => status === closing.status).length
    closed += closedNow
    bars.equal(`windows closed by ${JSON.stringify(closing.fault)}`, closedNow, times)
    const earlyNow = early(log, closing)
    tooEarly += earlyNow
    bars.equal(`requests while closed by ${JSON.stringify(closing.fault)}`, earlyNow, 0)
  }
  await Promise.all(closings.map(makeOne))
  return {
    counted: { closed, requests, tooEarly },
    failures: bars.failures(),
  }
}
