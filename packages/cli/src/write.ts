import { once } from 'node:events'
import type { Writable } from 'node:stream'

/** Writes a text and waits until there is room for the next: a slow reader slows the command down, not the heap up. */
export const write = async (stream: Writable, text: string): Promise<void> => {
  if (!stream.write(text)) await once(stream, 'drain')
}

/** Writes a value as one line of JSON. */
export const writeJson = (stream: Writable, value: unknown): Promise<void> =>
  write(stream, `${JSON.stringify(value)}\n`)
