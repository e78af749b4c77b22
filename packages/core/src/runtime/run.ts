import { finalize, type Observable } from 'rxjs'
import type { Outcome } from '../contracts/outcome.ts'
import type { Log } from '../contracts/plugin.ts'
import type { Scope } from './scope.ts'

/** What running needs beside the outcomes. */
export interface Running {
  /** Aborted to begin the stop. */
  readonly stopping: AbortController
  /** Closed at the end. */
  readonly scope: Scope
  readonly log: Log
  /** How long requests under way are waited for, in milliseconds. */
  readonly deadlineMs: number
  /** Resolves, with the reason, where only another start helps. Default: never. */
  readonly broken?: Promise<string> | undefined
}

export interface Run {
  readonly stop: () => Promise<void>
  readonly ended: Promise<void>
}

/** Subscribes to the outcomes, which is what makes everything move, and brings it to an orderly end. */
export const run = (outcomes: Observable<Outcome>, { stopping, scope, log, deadlineMs, broken }: Running): Run => {
  const drained = Promise.withResolvers<void>()
  const subscription = outcomes.pipe(finalize(drained.resolve)).subscribe({
    error: (error: unknown) => {
      log.error({ error: String(error), stack: error instanceof Error ? error.stack : undefined }, 'the relay broke')
      drained.reject(error)
    },
  })

  const breakOff = async (): Promise<void> => {
    const reason = await broken
    if (reason === undefined) return
    drained.reject(new Error(reason))
    subscription.unsubscribe()
  }
  void breakOff()

  const finish = async (): Promise<void> => {
    try {
      await drained.promise
    } finally {
      stopping.abort()
      await scope.close()
    }
  }
  const ended = finish()

  const stop = async (): Promise<void> => {
    stopping.abort()
    const cut = setTimeout(() => {
      log.warn({ deadlineMs }, 'the deadline cuts off what is under way: requests that were sent are in doubt')
      subscription.unsubscribe()
    }, deadlineMs)
    await ended.finally(() => clearTimeout(cut))
  }
  return { stop, ended }
}
