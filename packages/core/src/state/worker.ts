import { parentPort, workerData } from 'node:worker_threads'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Batch, Greeting, Opening } from './messages.ts'
import { openDatabase } from './open-database.ts'
import { createRunner } from './run-batch.ts'
import { markDamage } from './salvage/damage.ts'
import { stateFilesOf } from './state-files.ts'
import { survey } from './survey.ts'

/** The thread of the state file. It greets, then answers each batch with one reply; `null` ends it. */
const serve = (port: NonNullable<typeof parentPort>, opening: Opening): void => {
  const greet = (greeting: Greeting): void => port.postMessage(greeting)
  const opened = openDatabase(
    opening,
    (database) => ({
      opened: survey(database, opening),
      run: createRunner(database, (message) => noteDamage(opening, message)),
    }),
    (message) => greet({ _tag: 'Delayed', message }),
  )
  if (isLeft(opened)) {
    greet({ _tag: 'Refused', ...opened.left })
    return
  }
  const { database, lock, used, incidents } = opened.right
  port.on('message', (batch: Batch | null) => {
    if (batch !== null) {
      const reply = used.run(batch)
      port.postMessage(reply, reply._tag === 'Done' ? [reply.freight.bytes] : [])
      return
    }
    database.close()
    lock.close()
    port.close()
  })
  greet({ _tag: 'Greeted', opened: used.opened, incidents })
}

/** For the next start, which salvages. */
const noteDamage = ({ dir }: Opening, what: string): void => {
  try {
    markDamage(stateFilesOf(dir), { what, isWhole: false, lacksCommits: false })
  } catch {
    // On a disk that takes nothing: the next start looks for itself, and the failure of the batch is told.
  }
}

if (parentPort === null) throw new Error('state/worker runs in a worker thread')
serve(parentPort, workerData as Opening) // as startThread gives it
