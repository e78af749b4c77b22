import { parentPort, workerData } from 'node:worker_threads'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Batch, Opened } from './messages.ts'
import type { DatabaseSync } from 'node:sqlite'
import { openDatabase } from './open-database.ts'
import { createRunner } from './run-batch.ts'

/** The thread of the state file. It greets once, then answers each batch with one reply; `null` ends it. */
const serve = (port: NonNullable<typeof parentPort>, dir: string): void => {
  const opened = openDatabase(dir)
  if (isLeft(opened)) {
    port.postMessage({ _tag: 'Refused', message: opened.left })
    return
  }
  const { database, lock } = opened.right
  const run = createRunner(database)
  port.on('message', (batch: Batch | null) => {
    if (batch !== null) {
      const reply = run(batch)
      port.postMessage(reply, reply._tag === 'Done' ? [reply.freight.bytes] : [])
      return
    }
    database.close()
    lock.close()
    port.close()
  })
  port.postMessage(survey(database))
}

const survey = (database: DatabaseSync): Opened => {
  const one = (sql: string) => database.prepare(sql).get()
  const journal = database.prepare(`
    SELECT source, count(*) AS events, sum(length(bytes) + ifnull(octet_length(envelope), 0)) AS bytes
    FROM journal GROUP BY source`)
  return {
    _tag: 'Opened',
    journalMode: String(one('PRAGMA journal_mode')?.['journal_mode']),
    synchronous: Number(one('PRAGMA synchronous')?.['synchronous']),
    journal: journal.all().map((row) => [String(row['source']), Number(row['events']), Number(row['bytes'])]),
    letters: Number(one('SELECT count(*) AS letters FROM letters')?.['letters']),
  }
}

if (parentPort === null) throw new Error('state/worker runs in a worker thread')
serve(parentPort, String(workerData))
