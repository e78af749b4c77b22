import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import type { Worker } from 'node:worker_threads'
import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { Delivery } from '../../src/contracts/delivery.ts'
import type { JournalEntry } from '../../src/contracts/journal.ts'
import type { Log } from '../../src/contracts/plugin.ts'
import { openState, type State, type StateSettings } from '../../src/state/open-state.ts'

/** Directories and states of one test; `clean` closes and removes them. */
export interface Scratch {
  readonly dir: () => string
  readonly open: (dir: string, settings?: Partial<StateSettings>) => Promise<State>
  /** Ends the thread of a state as a crash would: whatever it has not committed is gone. */
  readonly kill: (state: State) => Promise<void>
  /** Messages of the log, oldest first. */
  readonly logged: string[]
  readonly clean: () => Promise<void>
}

export const createScratch = (now: () => number = () => 1_000): Scratch => {
  const dirs: string[] = []
  const states: State[] = []
  const threads = new Map<State, Worker>()
  const logged: string[] = []
  return {
    dir: () => {
      const dir = mkdtempSync(join(tmpdir(), 'vouchrelay-state-'))
      dirs.push(dir)
      return dir
    },
    open: async (dir, settings = {}) => {
      const starting = Promise.withResolvers<Worker>()
      process.once('worker', starting.resolve)
      const state = rightOf(await openState({ ...roomy, dir, ...settings }, { now, log: logTo(logged) })())
      states.push(state)
      threads.set(state, await starting.promise)
      return state
    },
    kill: async (state) => {
      await threads.get(state)?.terminate()
      await state.close()
    },
    logged,
    clean: async () => {
      for (const state of states.splice(0)) await state.close()
      for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true })
      logged.length = 0
    },
  }
}

/** Rows of a state file, which may be open. */
export const rowsIn = (dir: string, sql: string): readonly Readonly<Record<string, SQLOutputValue>>[] => {
  using database = new DatabaseSync(join(dir, 'vouchrelay.sqlite'), { readOnly: true })
  return database
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }))
}

/** Limits that no test meets by accident. */
export const roomy = { journalMaxEvents: 100_000, journalMaxBytes: 1e9, rememberDeliveredMs: 60_000, window: 256 }

export const logTo = (messages: string[]): Log => ({
  warn: (_, message) => messages.push(message),
  error: (_, message) => messages.push(message),
})

export const rightOf = <E, A>(result: Either<E, A>): A => {
  if (isLeft(result)) throw new Error(`a left: ${JSON.stringify(result.left)}`)
  return result.right
}

export const entry = (text: string): JournalEntry => ({ bytes: Buffer.from(text), receivedAt: 1 })

/** The next delivery; it must be there. */
export const next = async (deliveries: AsyncIterator<Delivery>): Promise<Delivery> => {
  const result = await deliveries.next()
  if (result.done === true) throw new Error('the deliveries ended')
  return result.value
}

export const textOf = ({ bytes }: Delivery): string => Buffer.from(bytes).toString()

/** Resolves when the condition holds; the test's own timeout ends the waiting. */
export const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}
