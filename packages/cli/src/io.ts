import type { Readable, Writable } from 'node:stream'

/** What a command may touch of the process that runs it. */
export interface Io {
  /** Results. */
  readonly out: Writable
  /** Problems. */
  readonly err: Writable
  /** What `-` reads. */
  readonly input: Readable
  /** Where `${VAR}` in a settings file is looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Milliseconds since the epoch. */
  readonly now: () => number
}
