import type { Exit } from '../exit.ts'
import type { Io } from '../io.ts'

/** What a command is declared with. */
export interface Shell {
  readonly io: Io
  /** Takes the status that the command's work ends with; each action calls it once. */
  readonly end: (work: Promise<Exit>) => Promise<void>
}
