import { left, right } from 'fp-ts/lib/Either.js'
import type { StateFailure } from '../contracts/failure.ts'
import type { Log } from '../contracts/plugin.ts'
import type { Operation, Reply, Result } from './messages.ts'
import { batchLength, ownerOf, packed, unpacked, writes, type Done, type Submission } from './submission.ts'
import type { Thread } from './thread.ts'

/**
 * Group commit: submissions queue up, and one batch at a time is with the thread. Submissions are never split and
 * never overtake each other.
 */
export interface Batches {
  readonly submit: (submission: Submission) => void
  /** Why nothing can be written: from a batch that failed to the next one that writes and succeeds. */
  readonly ailment: () => string | undefined
  /** Refuses what comes, and resolves when all that came before is answered. */
  readonly close: () => Promise<void>
}

/** How long a mark or a deletion waits for company: less than a sync of a slow disk, and nobody notices. */
const lingerMs = 5

/**
 * So many waiting are company enough: who lingers holds a place at the gate. Of 24, 48, 96 and 512, this took the least CPU for a
 * file brought to a destination with 64 calls in flight, at nearly twice the rate of 512.
 */
const enoughSubmissions = 48

/**
 * Puts submissions into batches for a thread.
 *
 * @param broke told once, when the file is found damaged: nothing can be written before the next start
 */
export const createBatches = (
  thread: Pick<Thread, 'run' | 'gone'>,
  log: Log,
  broke: (message: string) => void = () => undefined,
): Batches => {
  let queue: Submission[] = []
  let out: readonly Submission[] = []
  let hurried = false
  let scheduled = false
  let lingering: NodeJS.Timeout | undefined
  let ailment: string | undefined
  let isBroken = false
  let closed: (() => void) | undefined

  const hurry = () => {
    hurried = true
    arrange()
  }

  const arrange = () => {
    if (out.length > 0 || scheduled) return
    if (queue.length === 0) closed?.()
    else if (!hurried) lingering ??= setTimeout(hurry, lingerMs)
    else {
      // What is submitted in the same turn of the loop shares the batch.
      scheduled = true
      setImmediate(go)
    }
  }

  const go = () => {
    clearTimeout(lingering)
    lingering = undefined
    scheduled = false
    const taken = batchLength(queue)
    out = queue.slice(0, taken)
    queue = queue.slice(taken)
    hurried = queue.length > 0
    thread.run(packed(out), replied)
  }

  const replied = (reply: Reply) => {
    const answered = out
    out = []
    if (reply._tag === 'Done') succeed(answered, unpacked(reply))
    else fail(answered, reply)
    arrange()
  }

  const succeed = (answered: readonly Submission[], results: readonly Result[]) => {
    if (ailment !== undefined && answered.some(writes)) {
      log.warn({ ailment }, 'the state can be written again')
      ailment = undefined
    }
    let at = 0
    for (const { operations, done } of answered) done(right(results.slice(at, (at += operations.length))))
  }

  const fail = (
    answered: readonly Submission[],
    { message, guilty, isDamaged }: Extract<Reply, { _tag: 'Failed' }>,
  ) => {
    const failure: StateFailure = { _tag: 'StateFailure', message }
    if (isDamaged === true && !isBroken) {
      isBroken = true
      log.error({ ailment: message }, 'the state file is damaged: it is salvaged at the next start')
      broke(message)
    }
    if (guilty === undefined) {
      const isNew = ailment === undefined && thread.gone() === undefined && !isBroken
      if (isNew) log.error({ ailment: message }, 'the state cannot be written')
      ailment = message
      for (const { done } of answered) done(left(failure))
      return
    }
    const culprit = ownerOf(answered, guilty)
    log.error({ operations: culprit?.operations.map(({ does }) => does) }, `the state: ${message}`)
    queue = [...answered.filter((submission) => submission !== culprit), ...queue]
    hurried = true
    culprit?.done(left({ ...failure, isRefused: true }))
  }

  return {
    submit: (submission) => {
      if (closed !== undefined) {
        submission.done(left({ _tag: 'StateFailure', message: 'the state is closed' }))
        return
      }
      queue.push(submission)
      if (submission.when === 'at once' || queue.length >= enoughSubmissions) hurried = true
      arrange()
    },
    ailment: () => thread.gone() ?? ailment,
    close: () =>
      new Promise((resolve) => {
        closed = resolve
        hurry()
      }),
  }
}

/** A promise of a submission, for callers who need not be told in order. */
export const submitted = (
  batches: Batches,
  when: Submission['when'],
  operations: readonly Operation[],
): Promise<Done> => new Promise((done) => batches.submit({ operations, when, done }))
