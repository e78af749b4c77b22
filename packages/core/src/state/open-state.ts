import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StartFailure } from '../contracts/failure.ts'
import type { Ledger } from '../contracts/ledger.ts'
import type { Log } from '../contracts/plugin.ts'
import { createBatches, submitted } from './batches.ts'
import { createBreakage } from './breakage.ts'
import { createCapacity, type Limits } from './capacity.ts'
import { createFileReplays, type FileReplays } from './file-replays.ts'
import { createDecisions, type Decisions } from './decisions.ts'
import { createForgetting, type Forgetting } from './forgetting.ts'
import { createJournal, type FileJournal } from './journal.ts'
import { createJournalled } from './journalled.ts'
import { createLedger } from './ledger.ts'
import { createLetters, type Letters } from './letters.ts'
import { createNotes, type Notes } from './notes.ts'
import { startProbe } from './probe.ts'
import { readIncidents } from './salvage/incidents.ts'
import { stateFilesOf } from './state-files.ts'
import { createSuppression, type Suppression } from './suppression.ts'
import { createSuspects } from './suspects.ts'
import { startSweep } from './sweep.ts'
import { startThread, type Patience } from './thread.ts'

/** Where the state is kept, how much the journal may hold, and how long deliveries are remembered. */
export interface StateSettings extends Limits {
  /** Made where it is missing. One process at a time. */
  readonly dir: string
  readonly rememberDeliveredMs: number
  /** How long a dead letter is kept, in milliseconds. Default: until somebody decides. */
  readonly keepLettersMs?: number | undefined
  /** Told how many letters nobody decided about in time. */
  readonly expired?: ((letters: number) => void) | undefined
  /** Events of one source that are worked on at once, at most. 0: none is, and what the last run left in doubt stays so. */
  readonly window: number
  /** Files are replayed and nothing else: what the last run left in doubt stays so. Default: false. */
  readonly replaysOnly?: boolean | undefined
}

/** What the state borrows from the process. */
export interface StateTools {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly log: Log
  /** Present where somebody waits for a disk to be mended. Default: what cannot be opened now is refused. */
  readonly patience?: Patience | undefined
}

/** What survives a crash. */
export interface State {
  /** The journal of a source; the same one for the same name. */
  readonly journal: (source: string) => FileJournal
  /** What is replayed of a source's events: a journal of its own, since it waits longer. */
  readonly replays: (source: string) => FileJournal
  readonly ledger: Ledger
  readonly letters: Letters
  readonly fileReplays: FileReplays
  readonly suppression: Suppression
  /** What a person decides about dead letters. */
  readonly decisions: Decisions
  readonly forgetting: Forgetting
  readonly notes: Notes
  /** Letters by their reason. */
  readonly lettersByReason: () => Promise<ReadonlyMap<string, number>>
  /** Events in the journal by source, also of sources that the settings no longer name. */
  readonly depths: () => ReadonlyMap<string, number>
  /** Why nothing can be written just now, in a sentence; undefined while all is well. */
  readonly ailment: () => string | undefined
  /** What a person must know of damage that was found, each until its file is moved away. */
  readonly alarms: () => readonly string[]
  /** Resolves when only another start can mend the state, with the reason; most never do. */
  readonly broken: Promise<string>
  /** Writes what was asked for so far, closes the file and unlocks the directory. May be called again. */
  readonly close: () => Promise<void>
}

/** Opens the state of a directory, and holds it until closed: a second relay is refused. */
export const openState =
  (settings: StateSettings, { now, log, patience }: StateTools): TaskEither<StartFailure, State> =>
  async () => {
    const { dir, window, replaysOnly = false, rememberDeliveredMs } = settings
    const began = now()
    const breakage = createBreakage(log, now)
    const started = await startThread({ dir, window, replaysOnly, now: began }, log, breakage.died, patience)
    if (isLeft(started)) return left({ _tag: 'StartFailure', part: 'state', message: started.left })
    const thread = started.right
    const { opened } = thread

    const batches = createBatches(thread, log, (message) => breakage.damaged(message, opened.damagedAt))
    const closing = new AbortController()
    const journalled = createJournalled()
    const parts = { batches, now, closing: closing.signal, journalled }
    const sum = (column: 1 | 2) => opened.journal.reduce((total, row) => total + row[column], 0)
    const capacity = createCapacity(settings, { events: sum(1), bytes: sum(2) })
    const journals = new Map<string, FileJournal>()
    const journalOf = (name: string): FileJournal => {
      const [, held = 0] = opened.journal.find(([one]) => one === name) ?? []
      const source = name.endsWith(replayed) ? name.slice(0, -replayed.length) : name
      const journal = journals.get(name) ?? createJournal({ ...parts, capacity, source, log: name, held })
      journals.set(name, journal)
      return journal
    }
    for (const [name] of opened.journal) journalOf(name)
    startProbe(batches, closing.signal)

    const letters = createLetters(opened.letters)
    const { keepLettersMs, expired = () => undefined } = settings
    if (window > 0) startSweep({ ...parts, rememberDeliveredMs, letters, keepLettersMs, expired })
    const suppression = createSuppression(opened.salt, opened.suppressed)
    const ledger = createLedger({
      ...parts,
      letters,
      nextId: opened.nextShipment,
      isSuspect: createSuspects(opened.lastRun, began),
      isSuppressed: suppression.has,
    })
    const replays = (source: string): FileJournal => journalOf(logOf(source))

    let closed: Promise<void> | undefined
    const close = async (): Promise<void> => {
      closing.abort()
      // Whoever still holds a claim may have sent what is not written down.
      const leftBehind = opened.lastRun.ended ? 0 : Math.max(0, ...(opened.lastRun.last ?? []).map(([, id]) => id))
      const ending = [{ does: 'endRun', values: [Math.trunc(now()), leftBehind] }] as const
      if (window > 0 && !replaysOnly && ledger.held() === 0) void submitted(batches, 'at once', ending)
      await batches.close()
      await thread.end()
    }
    return right({
      journal: journalOf,
      replays,
      ledger,
      letters,
      fileReplays: createFileReplays(batches, began),
      suppression,
      decisions: createDecisions({ ...parts, letters, replays, logOf }),
      forgetting: createForgetting({ ...parts, letters, suppression }),
      notes: createNotes(batches, opened.notes),
      lettersByReason: async () => {
        const done = await submitted(batches, 'soon', [{ does: 'lettersByReason', values: [] }])
        const [rows] = isLeft(done) ? [] : done.right
        return new Map(typeof rows === 'object' ? rows.map(([reason, n]) => [String(reason), Number(n)]) : [])
      },
      depths: () => new Map([...journals].map(([source, journal]) => [source, journal.depth()])),
      ailment: batches.ailment,
      alarms: () => readIncidents(stateFilesOf(dir)),
      broken: breakage.broken,
      close: () => (closed ??= close()),
    })
  }

/** What the log of a source's replays is called after its name; no name of a source has a slash. */
const replayed = '/replay'

/** What is replayed of a source, in the file. */
const logOf = (source: string): string => `${source}${replayed}`
