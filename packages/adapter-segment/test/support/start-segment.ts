import { tmpdir } from 'node:os'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFault, faultsOf, type Source, type SourceEvent } from '@vouchrelay/core'
import { segment } from '../../src/plugin.ts'
import { createMemoryJournal, type MemoryJournal } from './memory-journal.ts'

export const NOW = Date.parse('2026-11-21T08:00:00.000Z')

/** A source under test, with what it leans on. */
export interface Running {
  readonly url: string
  readonly source: Source
  readonly journal: MemoryJournal
  /** What was logged: level, facts, message. */
  readonly logged: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[]
  readonly clock: { now: number }
  readonly stop: () => void
  readonly close: () => Promise<void>
  /** What decoding makes of everything in the journal. */
  readonly decoded: () => readonly ReturnType<Source['decode']>[]
  /** The fields of everything in the journal; throws where something cannot be decoded. */
  readonly fields: () => readonly SourceEvent['fields'][]
}

/** Starts the source on a free port with settings as a file would have them. */
export const startSegment = async (settings: Readonly<Record<string, unknown>>): Promise<Running> => {
  const config = segment.config.decode({ listen: { port: 0 }, ...settings })
  if (isLeft(config)) throw new Error(faultsOf(config.left).map(describeFault).join('\n'))
  const journal = createMemoryJournal()
  const stopping = new AbortController()
  const releases: (() => Promise<void>)[] = []
  const logged: (readonly [string, Readonly<Record<string, unknown>>, string])[] = []
  const clock = { now: NOW }
  const started = await segment.create(config.right, {
    name: 'shop',
    folder: tmpdir(),
    journal,
    log: {
      warn: (facts, message) => void logged.push(['warn', facts, message]),
      error: (facts, message) => void logged.push(['error', facts, message]),
    },
    now: () => clock.now,
    stopping: stopping.signal,
    onClose: (release) => void releases.push(release),
  })()
  if (isLeft(started)) throw new Error(started.left.message)
  const source = started.right
  const decoded = () => journal.entries.map(source.decode)
  return {
    url: new URL(source.endpoints?.[0]?.url ?? '').origin,
    source,
    journal,
    logged,
    clock,
    stop: () => stopping.abort(),
    close: async () => {
      stopping.abort()
      for (const release of releases.toReversed()) await release()
    },
    decoded,
    fields: () =>
      decoded().map((read) => {
        if (isLeft(read)) {
          const { left } = read
          throw new Error(left._tag === 'Tombstone' ? 'a tombstone' : left.faults.map(describeFault).join('\n'))
        }
        return read.right.fields
      }),
  }
}
