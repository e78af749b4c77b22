import assert from 'node:assert/strict'
import { isLeft, isRight, type Either } from 'fp-ts/lib/Either.js'
import type { Receipt } from '../../contracts/destination.ts'
import type { SendFailure } from '../../contracts/failure.ts'
import type { ContractCase } from '../contract-case.ts'
import { soon, usualPatienceMs } from '../soon.ts'
import { checkFailure } from './check-failure.ts'
import type { DestinationHarness } from './destination-harness.ts'
import { receiptOf } from './receipt-of.ts'
import { withDestination, type RunningDestination } from './with-destination.ts'

type Probe = (stop?: AbortSignal) => Promise<Either<SendFailure, Receipt>>

/** What a probe promises, where there is one. */
export const probeCases = <FarEnd extends AsyncDisposable>(
  harness: DestinationHarness<FarEnd>,
): readonly ContractCase[] => {
  const { probes = false, failRead, kept, patienceMs = usualPatienceMs, secrets = [] } = harness
  const on = (
    title: string,
    use: (running: RunningDestination<FarEnd>, probe: Probe) => Promise<void>,
  ): ContractCase => ({
    title,
    run: () =>
      withDestination(harness, (running) =>
        use(running, (stop = new AbortController().signal) => {
          const probed = running.destination.probe?.(stop) ?? assert.fail('expected a probe, found none')
          return soon(probed(), patienceMs, 'an end of the probe')
        }),
      ),
  })
  if (!probes) return []
  return [
    on(
      'shows with a probe that the far end answers, and changes nothing',
      async ({ farEnd, shipment, send }, probe) => {
        receiptOf(await probe())
        receiptOf(await send(shipment()))
        const before = kept?.(farEnd)
        receiptOf(await probe())
        assert.deepEqual(kept?.(farEnd), before)
      },
    ),

    on('shows nothing with a probe that was aborted before', async (_, probe) => {
      assert.ok(isLeft(await probe(AbortSignal.abort())), 'expected a failure, found a receipt')
    }),

    ...(failRead === undefined
      ? []
      : [
          on('shows with a probe that the far end does not answer, and why', async ({ farEnd }, probe) => {
            failRead(farEnd)
            const probed = await probe()
            if (isRight(probed)) assert.fail('expected a failure, found a receipt')
            checkFailure(probed.left, secrets)
            receiptOf(await probe())
          }),
        ]),
  ]
}
