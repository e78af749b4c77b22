import { Worker } from 'node:worker_threads'
import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Log } from '../contracts/plugin.ts'
import type { Batch, Greeted, Greeting, Opened, Opening, Refused, Reply } from './messages.ts'
import { pause } from './repeating.ts'

/** The thread that owns the state file. It takes one batch at a time. */
export interface Thread {
  readonly opened: Opened
  /** `done` is called once, later, also when the thread has died or ended. */
  readonly run: (batch: Batch, done: (reply: Reply) => void) => void
  /** Closes the file and waits for the thread to be gone. */
  readonly end: () => Promise<void>
  /** What to do about it, once the thread has died. */
  readonly gone: () => string | undefined
}

/** Whether to wait for a state file that cannot be opened now and may be later, and whom to tell. */
export interface Patience {
  /** Told why it takes longer, each time it is tried. */
  readonly delayed: (why: string) => void
  /** Aborted when nobody wants to wait any more. */
  readonly stop: AbortSignal
}

/** `new URL` is not rewritten when the package is built: the neighbour has the ending this file has. */
const workerUrl = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

const gone = { _tag: 'Failed', message: 'the state thread has ended: start the relay again' } as const satisfies Reply

/** The first pause before a file is tried again that could not be opened, and the longest. */
const [firstPauseMs, mostPauseMs] = [500, 15_000]

/**
 * Starts the thread; left says why the file could not be opened and what to do. With patience that is said only where trying
 * again cannot help; without it, at once.
 *
 * @param died told when the thread has ended by itself
 */
export const startThread = async (
  opening: Opening,
  log: Log,
  died: (message: string) => void = () => undefined,
  patience?: Patience,
): Promise<Either<string, Thread>> => {
  const told = new Set<string>()
  const delayed = (why: string): void => {
    if (!told.has(why)) log.error({ dir: opening.dir }, why)
    told.add(why)
    patience?.delayed(why)
  }
  for (let ms = firstPauseMs; ; ms = Math.min(ms * 2, mostPauseMs)) {
    const worker = new Worker(workerUrl, { workerData: opening, name: 'vouchrelay state' })
    const greeting = await greet(worker, delayed)
    if (greeting._tag === 'Greeted') {
      for (const incident of greeting.incidents) log.error({ dir: opening.dir }, incident)
      return right(serveWith(worker, greeting.opened, log, died))
    }
    if (!greeting.passes || patience === undefined || patience.stop.aborted) return left(greeting.message)
    delayed(`${greeting.message}. It is tried again`)
    await pause(ms, patience.stop)
    if (patience.stop.aborted) return left(greeting.message)
  }
}

const serveWith = (worker: Worker, opened: Opened, log: Log, died: (message: string) => void): Thread => {
  let waiting: ((reply: Reply) => void) | undefined
  let state: 'running' | 'ended' | 'gone' = 'running'
  let cause: string | undefined
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const answer = (reply: Reply) => {
    const done = waiting
    waiting = undefined
    done?.(reply)
  }
  worker.on('message', answer)
  worker.on('error', (error) => (cause = error.message))
  worker.on('exit', () => {
    if (state === 'running') {
      state = 'gone'
      log.error({ cause }, gone.message)
      died(gone.message)
    }
    answer(gone)
  })
  return {
    opened,
    run: (batch, done) => {
      if (waiting !== undefined) throw new Error('the state thread takes one batch at a time')
      waiting = done
      if (state === 'running') worker.postMessage(batch, [batch.freight.bytes])
      else setImmediate(answer, gone)
    },
    end: async () => {
      if (state === 'running') worker.postMessage(null, [])
      if (state === 'running') state = 'ended'
      await exited
    },
    gone: () => (state === 'gone' ? gone.message : undefined),
  }
}

const refused = (message: string): Refused => ({ _tag: 'Refused', message, passes: false })

/** Resolves with the greeting; where that is a refusal, when the thread has ended. */
const greet = (worker: Worker, delayed: (why: string) => void): Promise<Greeted | Refused> =>
  new Promise((resolve) => {
    let refusal = refused('the state thread ended before it had opened the state file')
    const hear = (greeting: Greeting) => {
      if (greeting._tag === 'Delayed') delayed(greeting.message)
      else if (greeting._tag === 'Refused') refusal = greeting
      else {
        worker.off('message', hear).off('error', fail).off('exit', exited)
        resolve(greeting)
      }
    }
    const fail = (error: unknown) => (refusal = refused(`the state thread failed to start: ${String(error)}`))
    const exited = () => resolve(refusal)
    worker.on('message', hear).on('error', fail).on('exit', exited)
  })
