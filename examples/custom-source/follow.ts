import { open, type FileHandle } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Source, SourceResources, Verdict } from '@vouchrelay/core'
import { accepting, readPlace, writePlace } from './place.ts'

/** A file that others append to. */
export interface Inbox {
  readonly path: string
  readonly pollMs: number
}

/**
 * Hands over the lines of a file that grows, each until it is accepted. What was accepted is remembered in a file beside
 * it before that is said, so a kill neither loses a line nor repeats one that was settled. Rejects where it cannot open them.
 */
export const follow = async (
  { path, pollMs }: Inbox,
  { name, now, log, onClose }: SourceResources,
): Promise<Source['deliveries']> => {
  const file = await open(path, 'a+')
  const closing = new AbortController()
  onClose(() => (closing.abort(), file.close()))

  let place = await readPlace(`${path}.place`)
  let next = place.done
  let wasReturned = false
  const inFlight = new Set<number>()

  const write = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        return await writePlace(`${path}.place`, place)
      } catch (error) {
        log.error({ error: String(error) }, `what was accepted of ${path} cannot be remembered; it is tried again`)
        await pause(1_000, closing.signal)
      }
    }
  }

  // One write remembers all that was accepted while the one before was under way.
  let writing = Promise.resolve()
  let queued: Promise<void> | undefined
  const remember = (): Promise<void> =>
    (queued ??= writing.then(() => {
      queued = undefined
      writing = write()
      return writing
    }))

  const settle = (begin: number, end: number) => (verdict: Verdict) => async () => {
    inFlight.delete(begin)
    if (verdict._tag === 'Accept') {
      place = accepting(place, begin, end)
      await remember()
    } else {
      next = Math.min(next, begin)
      wasReturned = true
    }
  }

  return async function* (stop) {
    while (!stop.aborted) {
      // What a returned event waits for is still under way.
      if (wasReturned) await pause(pollMs, stop)
      wasReturned = false
      const begin = next
      const bytes = await lineAt(file, begin)
      if (next !== begin || stop.aborted) continue
      if (bytes === undefined) {
        await pause(pollMs, stop)
        continue
      }
      next = begin + bytes.byteLength + 1
      if (inFlight.has(begin) || place.beyond.has(begin)) continue
      inFlight.add(begin)
      yield { source: name, id: `${begin}`, raw: { bytes }, bytes, receivedAt: now(), settle: settle(begin, next) }
    }
  }
}

/** Resolves after a while, or as soon as the signal aborts. */
const pause = (ms: number, cut: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal: cut }).catch(() => undefined)

/** The line that begins at a byte; undefined while its end is not written. */
const lineAt = async (file: FileHandle, begin: number): Promise<Buffer | undefined> => {
  for (let size = 65_536; ; size *= 2) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, begin)
    const end = buffer.subarray(0, bytesRead).indexOf('\n')
    if (end >= 0) return Buffer.from(buffer.subarray(0, end))
    if (bytesRead < size) return undefined
  }
}
