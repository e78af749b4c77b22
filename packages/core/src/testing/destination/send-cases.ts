import assert from 'node:assert/strict'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { ContractCase } from '../contract-case.ts'
import { deepFreeze } from '../deep-freeze.ts'
import { until, usualPatienceMs } from '../soon.ts'
import { checkQuota } from './check-quota.ts'
import type { DestinationHarness } from './destination-harness.ts'
import { receiptOf } from './receipt-of.ts'
import { withDestination, type RunningDestination } from './with-destination.ts'

/** A destination may declare a thousand; so many tell whether it keeps to itself. */
const mostAtOnce = 16

/** What `send` and `limits` promise where all is well, and where an attempt is aborted. */
export const sendCases = <FarEnd extends AsyncDisposable>(
  harness: DestinationHarness<FarEnd>,
): readonly ContractCase[] => {
  const { attempts, hang, patienceMs = usualPatienceMs } = harness
  const on = (title: string, use: (running: RunningDestination<FarEnd>) => Promise<void>): ContractCase => ({
    title,
    run: () => withDestination(harness, use),
  })
  return [
    on('says how many requests it takes at once', async ({ destination }) => {
      const { inFlight } = destination.limits
      assert.ok(Number.isInteger(inFlight) && inFlight > 0, `expected a whole number above 0, found ${inFlight}`)
    }),

    on('says what it knows of its quota, and how long a doubt lasts', async ({ destination }) => {
      const { patienceMs = 0, quota } = destination.limits
      assert.ok(Number.isFinite(patienceMs) && patienceMs >= 0, `expected a patience from 0, found ${patienceMs}`)
      if (quota !== undefined) checkQuota(quota)
    }),

    ...Object.keys(harness.bodies).map((kind) =>
      on(`gives a receipt for what was taken (${kind})`, async ({ farEnd, shipment, send }) => {
        receiptOf(await send(deepFreeze(shipment(kind))))
        assert.equal(attempts(farEnd), 1)
      }),
    ),

    on('makes an attempt each time it is run, and none before', async ({ farEnd, destination, shipment }) => {
      const attempt = destination.send(shipment(), new AbortController().signal)
      const made = [attempts(farEnd)]
      for (const _ of ['once', 'twice']) {
        receiptOf(await attempt())
        made.push(attempts(farEnd))
      }
      assert.deepEqual(made, [0, 1, 2])
    }),

    on('takes as many at once as it says', async ({ farEnd, destination, shipment, send }) => {
      const count = Math.min(destination.limits.inFlight, mostAtOnce)
      const sent = await Promise.all(Array.from({ length: count }, () => send(shipment())))
      sent.forEach(receiptOf)
      assert.equal(attempts(farEnd), count)
    }),

    on('makes no attempt that was aborted before', async ({ farEnd, shipment, send }) => {
      const result = await send(shipment(), AbortSignal.abort())
      assert.ok(isLeft(result), 'expected a failure, found a receipt')
      assert.ok(
        ['unavailable', 'in-doubt'].includes(result.left.fate),
        `expected unavailable, found ${result.left.fate}`,
      )
      assert.equal(attempts(farEnd), 0)
    }),

    ...(hang === undefined
      ? []
      : [
          on('is in doubt about an attempt that was aborted after it arrived', async ({ farEnd, shipment, send }) => {
            const stop = new AbortController()
            hang(farEnd)
            const result = send(shipment(), stop.signal)
            await until(() => attempts(farEnd) > 0, patienceMs, 'an attempt')
            stop.abort()
            const failure = await result
            assert.equal(isLeft(failure) ? failure.left.fate : 'a receipt', 'in-doubt')
          }),
        ]),
  ]
}
