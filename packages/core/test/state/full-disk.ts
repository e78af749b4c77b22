import { DatabaseSync } from 'node:sqlite'
import { createBatches, type Batches } from '../../src/state/batches.ts'
import { createJournalled, type JournalledDeliveries } from '../../src/state/journalled.ts'
import { createLedger, type FileLedger } from '../../src/state/ledger.ts'
import { createLetters } from '../../src/state/letters.ts'
import { createRunner } from '../../src/state/run-batch.ts'
import { migrations } from '../../src/state/schema.ts'
import { logTo } from './scratch.ts'

/** A ledger over a real database, whose disk a test fills and empties again. */
export interface FullDisk {
  readonly ledger: FileLedger
  readonly batches: Batches
  readonly journalled: JournalledDeliveries
  readonly database: DatabaseSync
  readonly fill: (isFull: boolean) => void
  /** Messages of the log, oldest first. */
  readonly logged: readonly string[]
}

export const createFullDisk = (): FullDisk => {
  const database = new DatabaseSync(':memory:')
  for (const migration of migrations) database.exec(migration)
  const runBatch = createRunner(database, () => undefined)
  let isFull = false
  const logged: string[] = []
  const thread: Parameters<typeof createBatches>[0] = {
    run: (batch, replied) => {
      const reply =
        isFull && batch.writes ? ({ _tag: 'Failed', message: 'the disk is full' } as const) : runBatch(batch)
      setImmediate(() => replied(reply))
    },
    gone: () => undefined,
  }
  const batches = createBatches(thread, logTo(logged))
  const journalled = createJournalled()
  const ledger = createLedger({
    batches,
    now: () => 1_000,
    closing: new AbortController().signal,
    letters: createLetters(0),
    journalled,
    nextId: 1,
    isSuspect: () => false,
    isSuppressed: () => false,
  })
  return { ledger, batches, journalled, database, logged, fill: (is) => (isFull = is) }
}
