import assert from 'node:assert/strict'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Fate } from '../../contracts/failure.ts'
import type { ContractCase } from '../contract-case.ts'
import type { DestinationHarness } from './destination-harness.ts'
import { checkFailure } from './check-failure.ts'
import { receiptOf } from './receipt-of.ts'
import { withDestination } from './with-destination.ts'

const fates: readonly Fate[] = ['refused', 'throttled', 'unavailable', 'in-doubt', 'misconfigured']

/** What a failure promises, for each fate that the far end can bring an attempt to. */
export const fateCases = <FarEnd extends AsyncDisposable>(
  harness: DestinationHarness<FarEnd>,
): readonly ContractCase[] =>
  fates.flatMap((fate) => {
    const trouble = harness.troubles[fate]
    if (trouble === undefined) return []
    const run = () =>
      withDestination(harness, async ({ farEnd, shipment, send }) => {
        trouble(farEnd)
        const result = await send(shipment())
        assert.ok(isLeft(result), 'expected a failure, found a receipt')
        assert.equal(result.left._tag, 'SendFailure')
        assert.equal(result.left.fate, fate)
        assert.ok(harness.attempts(farEnd) <= 1, 'expected one attempt, found more')
        checkFailure(result.left, harness.secrets ?? [])
        receiptOf(await send(shipment()))
      })
    return [{ title: `makes one attempt that comes to ${fate}, says why, and delivers the next one`, run }]
  })
