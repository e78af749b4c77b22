import { isLeft } from 'fp-ts/lib/Either.js'
import type { Log, SourceResources } from '../contracts/plugin.ts'
import { openState, type State } from '../state/open-state.ts'
import { lazyJournal } from './lazy-journal.ts'

/** A line of a plugin's log. */
export interface LogLine {
  readonly level: 'warn' | 'error'
  readonly facts: Readonly<Record<string, unknown>>
  readonly message: string
}

/** What a relay lends to a plugin, lent by a test. */
export interface TestResources {
  readonly resources: SourceResources
  /** What was logged, oldest first. */
  readonly logged: readonly LogLine[]
  /** Aborts `stopping`. */
  readonly stop: () => void
  /** Stops, then runs every release, the last one first, whatever fails; rejects with the first failure. */
  readonly close: () => Promise<void>
}

export interface TestSurroundings {
  /** The instance's name in the settings. Default: `test`. */
  readonly name?: string
  /** Where relative paths start. Default: the working directory. */
  readonly folder?: string
  /** Milliseconds since the epoch. Default: the time it is. */
  readonly now?: () => number
  /** Where the journal lies; opened when it is first used. It is the one a relay lends: on disk, and durable. */
  readonly stateDir?: string
}

/**
 * Resources for one instance of a plugin.
 *
 * @example
 * const { resources, close } = testResources({ name: 'shop' })
 * const source = await plugin.create(settings, resources)()
 * await close()
 */
export const testResources = (surroundings: TestSurroundings = {}): TestResources => {
  const { name = 'test', folder = process.cwd(), now = Date.now, stateDir } = surroundings
  const stopping = new AbortController()
  let state: Promise<State> | undefined
  const releases: (() => Promise<void>)[] = [async () => (await state)?.close()]
  const logged: LogLine[] = []
  const log: Log = {
    warn: (facts, message) => void logged.push({ level: 'warn', facts, message }),
    error: (facts, message) => void logged.push({ level: 'error', facts, message }),
  }

  const journal = lazyJournal(async () => {
    state = openOrThrow(stateDir, { now, log })
    return (await state).journal(name)
  })

  const close = async (): Promise<void> => {
    stopping.abort()
    const failures: unknown[] = []
    for (const release of releases.toReversed()) await release().catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  }

  return {
    resources: {
      name,
      folder,
      now,
      log,
      journal,
      stopping: stopping.signal,
      onClose: (release) => void releases.push(release),
    },
    logged,
    stop: () => stopping.abort(),
    close,
  }
}

const openOrThrow = async (dir: string | undefined, tools: Parameters<typeof openState>[1]): Promise<State> => {
  if (dir === undefined) throw new Error('expected a stateDir to keep the journal in, found none')
  const opened = await openState({ ...roomy, dir }, tools)()
  if (isLeft(opened)) throw new Error(opened.left.message)
  return opened.right
}

/** Limits that no test meets by accident. */
const roomy = { journalMaxEvents: 1_000_000, journalMaxBytes: 2 ** 30, rememberDeliveredMs: 3_600_000, window: 256 }
