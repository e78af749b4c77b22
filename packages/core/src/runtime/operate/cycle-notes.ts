import * as t from 'io-ts'
import type { CycleCount } from '../../delivery/quota-cycle.ts'
import type { Notes } from '../../state/notes.ts'

const name = 'calls of the billing cycle'

const Count = t.type({ cycle: t.string, calls: t.number })

/** How often the count is written down, in milliseconds: a crash forgets the calls of so long at most. */
const everyMs = 5_000

/** The calls of the billing cycle as an earlier run left them. */
export const readCycle = (notes: Pick<Notes, 'read'>): CycleCount | undefined => {
  const value = parsed(notes.read(name))
  return Count.is(value) ? value : undefined
}

/** Undefined where a damaged file holds something else: the count begins anew. */
const parsed = (text: string | undefined): unknown => {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Writes the calls of the billing cycle down now and then, and once more when the returned function is called. */
export const keepCycle = (notes: Notes, read: () => CycleCount): (() => Promise<void>) => {
  const write = (): void => {
    const { cycle, calls } = read()
    const text = JSON.stringify({ cycle, calls })
    if (text !== notes.read(name)) notes.write(name, text)
  }
  const timer = setInterval(write, everyMs).unref()
  return async () => {
    clearInterval(timer)
    write()
  }
}
