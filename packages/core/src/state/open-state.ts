import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StartFailure } from '../contracts/failure.ts'
import type { Journal } from '../contracts/journal.ts'
import type { Ledger } from '../contracts/ledger.ts'
import type { Log } from '../contracts/plugin.ts'
import { createBatches } from './batches.ts'
import { createCapacity, type Limits } from './capacity.ts'
import { createJournal } from './journal.ts'
import { createLedger } from './ledger.ts'
import { createLetters, type Letters } from './letters.ts'
import { startProbe } from './probe.ts'
import { startSweep } from './sweep.ts'
import { startThread } from './thread.ts'

/** Where the state is kept, how much the journal may hold, and how long deliveries are remembered. */
export interface StateSettings extends Limits {
  /** Made where it is missing. One process at a time. */
  readonly dir: string
  readonly rememberDeliveredMs: number
}

/** What the state borrows from the process. */
export interface StateTools {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly log: Log
}

/** What survives a crash. */
export interface State {
  /** The journal of a source; the same one for the same name. */
  readonly journal: (source: string) => Journal
  readonly ledger: Ledger
  readonly letters: Letters
  /** Events in the journal by source, also of sources that the settings no longer name. */
  readonly depths: () => ReadonlyMap<string, number>
  /** Why nothing can be written just now, in a sentence; undefined while all is well. */
  readonly ailment: () => string | undefined
  /** Writes what was asked for so far, closes the file and unlocks the directory. May be called again. */
  readonly close: () => Promise<void>
}

/** Opens the state of a directory, and holds it until closed: a second relay is refused. */
export const openState =
  (settings: StateSettings, { now, log }: StateTools): TaskEither<StartFailure, State> =>
  async () => {
    const started = await startThread(settings.dir, log)
    if (isLeft(started)) return left({ _tag: 'StartFailure', part: 'state', message: started.left })
    const thread = started.right
    const { opened } = thread

    const batches = createBatches(thread, log)
    const closing = new AbortController()
    const parts = { batches, now, closing: closing.signal }
    const sum = (column: 1 | 2) => opened.journal.reduce((total, row) => total + row[column], 0)
    const capacity = createCapacity(settings, { events: sum(1), bytes: sum(2) })
    const journalOf = (source: string, held: number) => createJournal({ ...parts, capacity, source, held })
    const journals = new Map(opened.journal.map(([source, held]) => [source, journalOf(source, held)]))
    startProbe(batches, closing.signal)
    startSweep({ ...parts, rememberDeliveredMs: settings.rememberDeliveredMs })

    let closed: Promise<void> | undefined
    return right({
      journal: (source) => {
        const journal = journals.get(source) ?? journalOf(source, 0)
        journals.set(source, journal)
        return journal
      },
      ledger: createLedger(parts),
      letters: createLetters(batches, opened.letters),
      depths: () => new Map([...journals].map(([source, journal]) => [source, journal.depth()])),
      ailment: batches.ailment,
      close: () => {
        closing.abort()
        closed ??= batches.close().then(thread.end)
        return closed
      },
    })
  }
