import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Log } from '../contracts/plugin.ts'
import type { Batch, Greeting, Opened, Reply } from './messages.ts'

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

/** `new URL` is not rewritten when the package is built: the neighbour has the ending this file has. */
const workerUrl = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

const gone = { _tag: 'Failed', message: 'the state thread has ended: start the relay again' } as const satisfies Reply

/** Starts the thread; left says why the file could not be opened and what to do. */
export const startThread = async (dir: string, log: Log): Promise<Either<string, Thread>> => {
  const worker = new Worker(workerUrl, { workerData: dir, name: 'vouchrelay state' })
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const greeting = await Promise.race([greet(worker), exited.then(() => silent)])
  if (greeting._tag === 'Refused') {
    await exited
    return left(greeting.message)
  }

  let waiting: ((reply: Reply) => void) | undefined
  let state: 'running' | 'ended' | 'gone' = 'running'
  let cause: string | undefined
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
    }
    answer(gone)
  })
  return right({
    opened: greeting,
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
  })
}

const silent: Greeting = { _tag: 'Refused', message: 'the state thread ended before it had opened the state file' }

const greet = async (worker: Worker): Promise<Greeting> => {
  try {
    const [greeting]: readonly Greeting[] = await once(worker, 'message')
    return greeting ?? silent
  } catch (error) {
    return { _tag: 'Refused', message: `the state thread failed to start: ${String(error)}` }
  }
}
