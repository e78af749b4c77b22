import { isRight } from 'fp-ts/lib/Either.js'
import { submitted, type Batches } from './batches.ts'
import type { Operation } from './messages.ts'
import { pause } from './repeating.ts'

/** Free pages (of 4 KiB) that stay in the file: events come and go, and need not ask the file system each time. */
const pagesKept = 4_096

/** Between two slices the thread belongs to the events; this still gives back some 5 MB a second. */
const betweenSlicesMs = 50

/** SQLite's number for a file that can give room back bit by bit (sqlite.org/pragma.html#pragma_auto_vacuum). */
const incremental = 2

/**
 * Gives room that nothing lies in back to the file system, in slices, until little is left or the state closes. A file that was
 * made before this was thought of gives none back until somebody runs `PRAGMA auto_vacuum = 2; VACUUM` on it.
 */
export const giveBack = async (batches: Batches, closing: AbortSignal): Promise<void> => {
  const number = async (does: 'vacuumMode' | 'freePages'): Promise<number> => {
    const done = await submitted(batches, 'soon', [{ does, values: [] }])
    const [rows] = isRight(done) ? done.right : []
    return Number((typeof rows === 'object' && rows[0]?.[0]) || 0)
  }
  if ((await number('vacuumMode')) !== incremental) return
  while (!closing.aborted && (await number('freePages')) > pagesKept) {
    if (!isRight(await submitted(batches, 'soon', slice))) return
    await pause(betweenSlicesMs, closing)
  }
}

/** A deletion of nothing goes first: it makes the transaction one that writes. */
const slice: readonly Operation[] = [
  { does: 'settle', values: [-1] },
  { does: 'giveBack', values: [] },
]
