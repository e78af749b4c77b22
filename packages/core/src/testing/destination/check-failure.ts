import assert from 'node:assert/strict'
import type { SendFailure } from '../../contracts/failure.ts'
import { checkRate } from './check-rate.ts'

const causes: ReadonlySet<unknown> = new Set(['crash', 'timeout', 'reset', 'status', 'answer', 'stopped', undefined])

/** What is told of a failure: in one line, without secrets, with numbers that are some. */
export const checkFailure = (
  { fate, doubt, message, status, waitMs, rate }: SendFailure,
  secrets: readonly string[],
): void => {
  assert.match(message, /^.*\S.*$/, 'expected a message of one line')
  for (const secret of secrets) assert.ok(!message.includes(secret), 'expected a message without secrets')
  assert.ok(status === undefined || Number.isInteger(status), `expected a status or nothing, found ${status}`)
  assert.ok(waitMs === undefined || (Number.isFinite(waitMs) && waitMs >= 0), `expected a wait from 0, found ${waitMs}`)
  assert.ok(causes.has(doubt), `expected a cause of a doubt, found ${doubt}`)
  assert.ok(doubt === undefined || fate === 'in-doubt', `expected no cause of a doubt with ${fate}, found ${doubt}`)
  checkRate(rate)
}
