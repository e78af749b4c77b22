import assert from 'node:assert/strict'
import type { Quota } from '../../contracts/quota.ts'

/** What the settings say of a quota. */
export const checkQuota = ({ calls, periodMs, share, reserve, perCycle = 1, cycleDay }: Quota): void => {
  for (const [name, count] of Object.entries({ calls, periodMs, perCycle })) {
    assert.ok(Number.isFinite(count) && count > 0, `expected ${name} above 0, found ${count}`)
  }
  assert.ok(share > 0 && share <= 1, `expected a share above 0, 1 at most, found ${share}`)
  assert.ok(reserve >= 0 && reserve < 1, `expected a reserve from 0, below 1, found ${reserve}`)
  assert.ok(Number.isInteger(cycleDay) && cycleDay >= 1 && cycleDay <= 28, `expected a day to 28, found ${cycleDay}`)
}
