import { isRight } from 'fp-ts/lib/Either.js'
import { submitted } from './batches.ts'
import type { LedgerParts } from './ledger.ts'
import { pause } from './repeating.ts'
import { sweepSlice } from './statements.ts'

/** Marks only take up room when they are old, so there is no hurry. */
const everyMs = 60 * 60 * 1000

/** Between two slices the thread belongs to the events; this still removes 4,000 marks a second. */
const betweenSlicesMs = 50

/** Forgets what was delivered longer ago than `rememberDeliveredMs`: now, and every hour until the state closes. */
export const startSweep = ({
  batches,
  now,
  closing,
  rememberDeliveredMs,
}: LedgerParts & { readonly rememberDeliveredMs: number }): void => {
  let sweeping = false
  const sweep = async () => {
    if (sweeping) return
    sweeping = true
    const before = Math.trunc(now() - rememberDeliveredMs)
    for (let removed = sweepSlice; removed === sweepSlice && !closing.aborted;) {
      const swept = await submitted(batches, 'soon', [{ does: 'sweep', values: [before] }])
      // A failure has been logged; the next sweep goes on from here.
      removed = isRight(swept) ? Number(swept.right[0]) : 0
      if (removed === sweepSlice) await pause(betweenSlicesMs, closing)
    }
    sweeping = false
  }
  const timer = setInterval(() => void sweep(), everyMs).unref()
  closing.addEventListener('abort', () => clearInterval(timer))
  void sweep()
}
