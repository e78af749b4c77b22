import type { Writable } from 'node:stream'
import { styleText } from 'node:util'

/** Where the tour takes place. */
export interface Stage {
  /** What the tour tells. */
  readonly out: Writable & { readonly isTTY?: boolean }
  /** What goes wrong. */
  readonly err: Writable
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Aborted to end the tour, by Ctrl-C for one. */
  readonly stop: AbortSignal
}

export const say = ({ out }: Stage, ...lines: readonly string[]): void => void out.write(`${lines.join('\n')}\n`)

/** A text in a colour, where the stage shows colours. */
export const paint = ({ out }: Stage, format: 'green' | 'red' | 'dim' | 'bold', text: string): string =>
  styleText(format, text, { stream: out })
