import type { Delivery, Replay } from '../contracts/delivery.ts'
import type { Outcome } from '../contracts/outcome.ts'
import { reasonOf } from '../contracts/reason-of.ts'
import type { Source } from '../contracts/source.ts'
import { createLineCutter, type Line } from './cut-lines.ts'
import type { OpenText } from './open-text.ts'
import type { Pace } from './pace.ts'
import type { Position } from './position.ts'
import { createReturned } from './returned.ts'
import { createSleep } from './sleep.ts'
import { readingLines, tooLong } from './too-long.ts'
import { createWatermark } from './watermark.ts'

/** What a file is read with. */
export interface FileSourceParts {
  /** The name of the source whose events they are. */
  readonly name: string
  /** How that source reads an event. */
  readonly reading: Pick<Source, 'decode' | 'unread'>
  readonly text: OpenText
  /** How far it was read before. */
  readonly from: Position
  readonly replay: Replay
  readonly pace: Pace
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Milliseconds that only go forward. */
  readonly ticks: () => number
}

/** How the reading of a file stands. */
export type FileReading =
  | { readonly _tag: 'Reading' }
  /** All that was handed out is done. */
  | { readonly _tag: 'Finished' }
  | { readonly _tag: 'Paused' }
  /** It stopped with the relay: what was returned is not done. */
  | { readonly _tag: 'Stopped' }
  | { readonly _tag: 'Broken'; readonly message: string }

/** A file as a source: each line is an event. */
export interface FileSource extends Pick<Source, 'deliveries' | 'decode' | 'unread'> {
  /** To be told of each outcome: that a delivery was settled does not say how. */
  readonly ended: (outcome: Outcome) => void
  /** Reads no further line, and ends when all that were handed out are done. */
  readonly pause: () => void
  readonly position: () => Position
  /** When the first line was handed out that is not done, in milliseconds since the epoch; undefined where all are. */
  readonly since: () => number | undefined
  /** Lines handed out of which nothing is known yet: they have neither ended nor come back. */
  readonly open: () => number
  /** Resolves when it has ended. */
  readonly done: Promise<FileReading>
}

/**
 * Reads a file, as far as there is room for its events, and hands out each line under the name of a source, whose `decode` reads
 * it. It ends when every line has ended: a file that cannot be read any further ends it too, and throws nothing.
 */
export const createFileSource = (parts: FileSourceParts): FileSource => {
  const { name, reading, text, from, replay, pace, now, ticks } = parts
  const prefix = `replay:${replay.run}:`
  const cutter = createLineCutter(from)
  const watermark = createWatermark(from)
  const returned = createReturned<Delivery>(ticks)
  const chunks = text.chunks(from.offset)[Symbol.asyncIterator]()
  const done = Promise.withResolvers<FileReading>()
  let state: FileReading = { _tag: 'Reading' }
  let hasRead = false
  const { rest, wake } = createSleep()

  const offer = (id: string, line: number, bytes: Buffer, raw: unknown, receivedAt: number): Delivery => ({
    source: name,
    id,
    raw,
    bytes,
    receivedAt,
    replay,
    settle: (verdict) => async () => {
      if (verdict._tag === 'Accept') return
      returned.add(line, offer(id, line, bytes, raw, receivedAt))
      wake()
    },
  })

  const deliveryOf = ({ number, bytes, isTooLong, end }: Line): Delivery => {
    const receivedAt = now()
    watermark.began(number, end, receivedAt)
    // A copy: a view would keep its chunk in memory for as long as the event waits.
    const own = Buffer.from(bytes)
    return offer(prefix + number, number, own, isTooLong ? tooLong : { bytes: own, receivedAt }, receivedAt)
  }

  /** What is at hand just now. */
  const atHand = (): Delivery | undefined => {
    if (returned.size() > 0 || state._tag !== 'Reading' || pace.waitMs() > 0) return undefined
    const line = cutter.next()
    return line && deliveryOf(line)
  }

  const readOn = async (): Promise<void> => {
    try {
      const chunk = await chunks.next()
      if (chunk.done !== true) return cutter.give(chunk.value)
      hasRead = true
      cutter.finish()
    } catch (error) {
      state = { _tag: 'Broken', message: reasonOf(error) }
    }
  }

  /** The next delivery, as soon as there is one; undefined where there will be none. */
  const awaited = async (stop: AbortSignal): Promise<Delivery | undefined> => {
    while (!stop.aborted) {
      const delivery = atHand()
      if (delivery !== undefined) return delivery
      if (returned.size() > 0) {
        if (returned.restMs() === 0) return returned.take()
        await rest(returned.restMs())
      } else if (state._tag !== 'Reading' || hasRead) {
        if (watermark.open() === 0) return undefined
        await rest(Infinity)
      } else if (pace.waitMs() > 0) await rest(pace.waitMs())
      else await readOn()
    }
    return undefined
  }

  const finish = async (stop: AbortSignal): Promise<void> => {
    if (state._tag === 'Reading')
      state = stop.aborted || watermark.open() > 0 ? { _tag: 'Stopped' } : { _tag: 'Finished' }
    if (state._tag === 'Finished') {
      const { line, offset } = cutter.place()
      watermark.close(line, offset)
    }
    await chunks.return?.()
    await text.close()
    done.resolve(state)
  }

  return {
    deliveries: (stop) => {
      stop.addEventListener('abort', wake, { once: true })
      let finished: Promise<void> | undefined
      const end = async (): Promise<IteratorReturnResult<undefined>> => {
        await (finished ??= finish(stop))
        return { done: true, value: undefined }
      }
      const next = async (): Promise<IteratorResult<Delivery, undefined>> => {
        const value = await awaited(stop)
        return value === undefined ? end() : { done: false, value }
      }
      return {
        [Symbol.asyncIterator]: () => ({
          next: () => {
            const value = stop.aborted ? undefined : atHand()
            return value === undefined ? next() : Promise.resolve({ done: false, value })
          },
          return: end,
        }),
      }
    },
    ...readingLines(reading),
    ended: ({ deliveryId, end }) => {
      if (end._tag === 'Returned') return
      watermark.ended(Number(deliveryId.slice(prefix.length)), end)
      returned.rested()
      wake()
    },
    pause: () => {
      if (state._tag === 'Reading') state = { _tag: 'Paused' }
      wake()
    },
    position: watermark.position,
    since: watermark.since,
    open: () => watermark.open() - returned.size(),
    done: done.promise,
  }
}
