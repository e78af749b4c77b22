import assert from 'node:assert/strict'
import type { RateReading } from '../../contracts/failure.ts'

/** What an answer says of the limits, or that it says nothing. */
export const checkRate = (rate: RateReading | undefined): void => {
  if (rate === undefined) return
  assert.ok(['period', 'cycle'].includes(rate.of), `expected a rate of a period or a cycle, found ${rate.of}`)
  for (const [name, count] of Object.entries({ limit: rate.limit, remaining: rate.remaining, resetMs: rate.resetMs })) {
    assert.ok(count === undefined || (Number.isFinite(count) && count >= 0), `expected ${name} from 0, found ${count}`)
  }
}
