/**
 * Loaded into a relay before its own code, in each of its threads: kills it with SIGKILL at a point. Nothing of the relay knows
 * of it.
 */
import { subscribe } from 'node:diagnostics_channel'
import { writeSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { lastWords, type KillPointName } from './kill-points.ts'

/** A point, and when it is met. */
export interface KillPoint {
  readonly name: KillPointName
  /** The how manieth time it is met, from 1. */
  readonly nth: number
  /** How long after the beginning, where it is something that takes time, in microseconds. */
  readonly afterUs: number
}

const given = process.env['CHAOS_KILL']
const point: KillPoint | undefined = given === undefined ? undefined : JSON.parse(given)

let met = 0
const isMet = (): boolean => ++met === point?.nth

const die = (how?: string): void => {
  writeSync(2, lastWords(point?.name ?? '', how))
  process.kill(process.pid, 'SIGKILL')
  for (;;); // the signal is on its way
}

/** A POST of whatever client: `created` and `request:create` come before anything is written. */
const onRequests = (channels: readonly string[], act: () => void): void => {
  for (const channel of channels) {
    subscribe(channel, (message) => {
      const { request } = message as { readonly request: { readonly method?: string } } // so in Node's and in undici's
      if (request.method === 'POST' && isMet()) act()
    })
  }
}

/** Kills while `work` is done, by a thread of its own. Comes back where `work` was done sooner, and then dies all the same. */
const dieDuring = (work: () => void): void => {
  const shared = new SharedArrayBuffer(8)
  const flags = new Int32Array(shared)
  const words = [lastWords(point?.name ?? '', 'inside'), lastWords(point?.name ?? '', 'past')]
  const assassin = `
    const { workerData: { shared, afterUs, words, pid } } = require('node:worker_threads')
    const flags = new Int32Array(shared)
    Atomics.store(flags, 0, 1); Atomics.notify(flags, 0)
    Atomics.wait(flags, 0, 1)
    const end = performance.now() + afterUs / 1000
    while (performance.now() < end);
    const isPast = Atomics.load(flags, 1)
    process.kill(pid, 0)
    require('node:fs').writeSync(2, words[isPast])
    process.kill(pid, 'SIGKILL')`
  const workerData = { shared, afterUs: point?.afterUs ?? 0, words, pid: process.pid }
  const thread = new Worker(assassin, { eval: true, workerData, env: {}, execArgv: [] })
  thread.unref()
  Atomics.wait(flags, 0, 0) // until it stands ready
  Atomics.store(flags, 0, 2)
  Atomics.notify(flags, 0)
  work()
  Atomics.store(flags, 1, 1)
  for (;;) Atomics.wait(flags, 1, 1)
}

type Run = StatementSync['run']

const watchStatements = (watched: (sql: string, run: Run, database: DatabaseSync) => Run): void => {
  const prepare = DatabaseSync.prototype.prepare
  DatabaseSync.prototype.prepare = function (this: DatabaseSync, sql) {
    const statement = prepare.call(this, sql)
    statement.run = watched(sql, statement.run.bind(statement), this)
    return statement
  }
}

const isOutcome = (values: readonly unknown[]): boolean =>
  values.some((value) => value === 'delivered' || value === 'buried')

/** Tells, at each commit, whether the transaction wrote what is waited for. */
const atCommits = (
  wrote: (sql: string, values: readonly unknown[]) => boolean,
  act: (commit: () => void, database: DatabaseSync) => void,
): void => {
  let hasWritten = false
  watchStatements((sql, run, database) => {
    if (sql !== 'COMMIT') {
      return ((...values: Parameters<Run>) => {
        hasWritten ||= wrote(sql, values)
        return run(...values)
      }) as Run // overloads
    }
    return (() => {
      if (!hasWritten) return run()
      hasWritten = false
      if (!isMet()) return run()
      act(() => void run(), database)
      return { changes: 0, lastInsertRowid: 0 }
    }) as Run // overloads
  })
}

const isAppend = (sql: string): boolean => sql.startsWith('INSERT INTO journal')

const name = point?.name
switch (name) {
  case 'after the intake commit':
    atCommits(isAppend, (commit) => {
      commit()
      die()
    })
    break
  case 'before a request':
    onRequests(['undici:request:create', 'http.client.request.created'], () => die())
    break
  case 'after an answer':
    onRequests(['undici:request:headers', 'http.client.response.finish'], () => die())
    break
  case 'while an outcome is written':
    atCommits(
      (_, values) => isOutcome(values),
      () => die(),
    )
    break
  case 'during a commit':
    atCommits((sql, values) => isAppend(sql) || isOutcome(values), dieDuring)
    break
  case 'during a checkpoint':
    atCommits(
      (sql, values) => isAppend(sql) || isOutcome(values),
      (commit, database) => {
        commit()
        const checkpoint = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)')
        dieDuring(() => void checkpoint.get())
      },
    )
    break
  case undefined:
    break
  default:
    name satisfies never
}
