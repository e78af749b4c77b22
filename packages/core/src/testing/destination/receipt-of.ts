import assert from 'node:assert/strict'
import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { Receipt } from '../../contracts/destination.ts'
import type { SendFailure } from '../../contracts/failure.ts'
import { checkRate } from './check-rate.ts'

/** The receipt of an attempt that must have one. */
export const receiptOf = (result: Either<SendFailure, Receipt>): Receipt => {
  if (isLeft(result)) assert.fail(`expected a receipt, found ${result.left.fate}: ${result.left.message}`)
  const { status, rate } = result.right
  assert.ok(Number.isInteger(status), `expected a status that is a whole number, found ${status}`)
  checkRate(rate)
  return result.right
}
