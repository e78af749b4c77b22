import { isRight } from 'fp-ts/lib/Either.js'
import { submitted } from './batches.ts'
import { expireLetters, type Expiring } from './expire-letters.ts'
import { giveBack } from './give-back.ts'
import type { Operation, Result, Row, Value } from './messages.ts'
import { pause } from './repeating.ts'

/** Marks only take up room when they are old, so there is no hurry. */
const everyMs = 60 * 60 * 1000

/** Between two slices the thread belongs to the events; this still looks at 4,000 shipments a second. */
const betweenSlicesMs = 50

/** What a sweep needs. */
export interface Sweeping extends Expiring {
  readonly rememberDeliveredMs: number
}

/**
 * Forgets shipments that ended longer ago than `rememberDeliveredMs` and have no letter: now, and every hour until the state
 * closes. Whatever still waits in the journal meets all that it would have met when it came. Then letters that were kept long enough go, and room
 * that nothing lies in.
 */
export const startSweep = (sweeping: Sweeping): void => {
  const { batches, now, closing, rememberDeliveredMs } = sweeping
  let isSweeping = false

  const asked = async (operation: Operation): Promise<Result | undefined> => {
    // A failure has been logged; the next sweep begins anew.
    const done = await submitted(batches, 'soon', [operation])
    return isRight(done) ? done.right[0] : undefined
  }

  const sweep = async (): Promise<void> => {
    const waiting = await asked({ does: 'oldestWaiting', values: [] })
    if (waiting === undefined) return
    const [oldest] = first(waiting)
    const before = Math.trunc(Math.min(now(), typeof oldest === 'number' ? oldest : Infinity) - rememberDeliveredMs)
    for (let from: Value = 0; !closing.aborted;) {
      const [to, begunAt]: Row = first(await asked({ does: 'sweepTo', values: [from] }))
      if (typeof to !== 'number') return
      await asked({ does: 'sweep', values: [from, to, before] })
      if (typeof begunAt !== 'number' || begunAt >= before) return
      from = to
      await pause(betweenSlicesMs, closing)
    }
  }
  const sweepOnce = async (): Promise<void> => {
    if (isSweeping) return
    isSweeping = true
    await sweep()
    await expireLetters(sweeping)
    await giveBack(batches, closing)
    isSweeping = false
  }
  const timer = setInterval(() => void sweepOnce(), everyMs).unref()
  closing.addEventListener('abort', () => clearInterval(timer))
  void sweepOnce()
}

const first = (result: Result | undefined): Row => (typeof result === 'object' ? (result[0] ?? []) : [])
