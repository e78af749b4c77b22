import { setMaxListeners } from 'node:events'
import { createBacklog } from './backlog.ts'
import type { Batch, Partition, TopicRecord } from './driver.ts'
import { recordBytes } from './record-bytes.ts'
import { createReturned } from './returned.ts'
import { createWatermark, type Mark } from './watermark.ts'

/** A record that is held: from when it was read until it ended. */
export interface Held {
  readonly offset: bigint
  readonly record: TopicRecord
  readonly bytes: number
  /** When it was read, in milliseconds since the epoch. */
  readonly receivedAt: number
  /** From when it is handed out. */
  mark: Mark | undefined
  /** Wants it back; made when it is first needed, since most records end before anybody asks. */
  recall: AbortController | undefined
}

/** How an assignment stands: it goes from one to the next and never back. */
export type Standing =
  /** Nobody knows yet where to begin. */
  | { readonly _tag: 'Locating' }
  | { readonly _tag: 'Reading' }
  /** It reads no further for a reason that a person must mend. */
  | { readonly _tag: 'Stopped'; readonly why: string }
  /** It is to move: nothing is handed out, what is under way may end. */
  | { readonly _tag: 'Closing' }
  /** It belongs to somebody else: whatever is still told of it changes nothing. */
  | { readonly _tag: 'Over' }

/**
 * One time that a partition is ours, from its assignment until it goes. A partition that comes back is another assignment, so
 * that verdicts on what was handed out before cannot reach it.
 */
export interface Assignment extends Partition {
  readonly standing: () => Standing
  /** Aborts when it belongs to somebody else. */
  readonly withdrawn: AbortSignal
  /** Where reading begins. `committed`: the group knows that already. */
  readonly begin: (at: bigint, committed: boolean) => void
  /** What was read from its position on. */
  readonly take: (batch: Batch, now: number) => void
  /** Reading goes on further ahead: what lay between is gone from the topic. */
  readonly skip: (to: bigint, end: bigint) => void
  readonly stop: (why: string) => void
  /** The next record to hand out: what was returned and has rested, then what is new while the span has room. */
  readonly next: (now: number) => Held | undefined
  /** A record that was handed out ended, or is to be handed out again. */
  readonly ended: (held: Held) => void
  readonly returned: (held: Held, now: number) => void
  /**
   * It is to move: nothing is handed out any more, and what was handed out last is wanted back. Each record that comes back lets the one
   * before it be wanted, too; one that does not has begun, and so have to end all before it: the group can only be told of an
   * offset, so whoever reads on from a gap would send again what has ended behind it.
   */
  readonly close: () => void
  /** It is somebody else's: whatever is under way is withdrawn. */
  readonly end: () => void
  /** Where to read on. Undefined while that is not known. */
  readonly position: () => bigint | undefined
  /** Where the partition ends, as far as was heard. */
  readonly endsAt: () => bigint | undefined
  /** The lowest offset that has not ended; undefined while nobody knows where it begins. */
  readonly doneTo: () => bigint | undefined
  /** What a group may commit; undefined where it knows it, or refused it for good. */
  readonly uncommitted: () => bigint | undefined
  readonly committed: (offset: bigint) => void
  /** This offset cannot be committed: only a later one is tried. */
  readonly refused: (offset: bigint) => void
  readonly committedAt: () => bigint | undefined
  /** Records that were handed out and are neither ended nor returned. */
  readonly inFlight: () => number
  readonly span: () => number
  /** Bytes of the records that are held: read, and not ended. */
  readonly heldBytes: () => number
  /** When the oldest record that has not ended was handed out first, in milliseconds since the epoch. */
  readonly since: () => number | undefined
  /** Until when what was returned rests; undefined where nothing does. */
  readonly restsUntil: () => number | undefined
}

/** @param mostSpan records between the watermark and the newest handed out, at most */
export const createAssignment = ({ topic, partition }: Partition, mostSpan: number): Assignment => {
  const withdrawn = new AbortController()
  // Each record in flight listens to it.
  setMaxListeners(0, withdrawn.signal)
  let standing: Standing = { _tag: 'Locating' }
  let watermark = createWatermark(0n)
  let position: bigint | undefined
  let endsAt: bigint | undefined
  let committedAt: bigint | undefined
  let refusedAt: bigint | undefined
  const backlog = createBacklog<Held>()
  const returned = createReturned<Held>()
  const inHand = new Set<Held>()
  let endedTo = -1n
  let heldBytes = 0

  const isHandingOut = (): boolean => standing._tag === 'Reading' || standing._tag === 'Stopped'

  /** What nobody has asked for yet is read again by whoever is next. */
  const drop = (): void => {
    for (const { bytes } of backlog.clear()) heldBytes -= bytes
    for (let held = returned.take(); held !== undefined; held = returned.take()) heldBytes -= held.bytes
  }

  /** Wants back the last that was handed out, unless it must fill a gap before what has ended. */
  const recallLast = (): void => {
    let last: Held | undefined
    for (const held of inHand) if (last === undefined || held.offset > last.offset) last = held
    if (last === undefined || last.offset < endedTo) return
    last.recall ??= new AbortController()
    last.recall.abort()
  }

  const readTo = (next: bigint): void => {
    position = next
    if (backlog.first() === undefined) watermark.read(next)
  }

  const fresh = (now: number): Held | undefined => {
    const held = backlog.first()
    if (held === undefined || watermark.span() >= mostSpan) return undefined
    backlog.shift()
    held.mark = watermark.began(held.offset, now)
    watermark.read(backlog.first()?.offset ?? position ?? held.offset)
    return held
  }

  return {
    topic,
    partition,
    standing: () => standing,
    withdrawn: withdrawn.signal,
    begin: (at, isCommitted) => {
      if (standing._tag !== 'Locating') return
      standing = { _tag: 'Reading' }
      position = at
      watermark = createWatermark(at)
      committedAt = isCommitted ? at : undefined
    },
    take: ({ records, next, end }, now) => {
      if (standing._tag !== 'Reading' || position === undefined) return
      endsAt = end
      for (const record of records) {
        if (record.offset < position) continue
        const bytes = recordBytes(record)
        heldBytes += bytes
        backlog.add({ offset: record.offset, record, bytes, receivedAt: now, mark: undefined, recall: undefined })
      }
      if (next > position) readTo(next)
    },
    skip: (to, end) => {
      if (standing._tag !== 'Reading') return
      endsAt = end
      readTo(to)
    },
    stop: (why) => {
      if (standing._tag === 'Locating' || standing._tag === 'Reading') standing = { _tag: 'Stopped', why }
    },
    next: (now) => {
      if (!isHandingOut()) return undefined
      const held = returned.size() === 0 ? fresh(now) : returned.until() <= now ? returned.take() : undefined
      if (held !== undefined) inHand.add(held)
      return held
    },
    ended: (held) => {
      if (standing._tag === 'Over' || held.mark === undefined) return
      inHand.delete(held)
      heldBytes -= held.bytes
      if (held.offset > endedTo) endedTo = held.offset
      watermark.ended(held.mark)
      returned.calm()
    },
    returned: (held, now) => {
      if (standing._tag === 'Over') return
      inHand.delete(held)
      if (standing._tag !== 'Closing') return returned.add(held, now)
      heldBytes -= held.bytes
      recallLast()
    },
    close: () => {
      if (standing._tag === 'Over') return
      standing = { _tag: 'Closing' }
      drop()
      recallLast()
    },
    end: () => {
      if (standing._tag === 'Over') return
      standing = { _tag: 'Over' }
      drop()
      heldBytes = 0
      inHand.clear()
      withdrawn.abort()
    },
    position: () => position,
    endsAt: () => endsAt,
    doneTo: () => (position === undefined ? undefined : watermark.at()),
    uncommitted: () => {
      if (standing._tag === 'Over' || position === undefined) return undefined
      const at = watermark.at()
      return at === committedAt || at === refusedAt ? undefined : at
    },
    committed: (offset) => {
      committedAt = offset
    },
    refused: (offset) => {
      refusedAt = offset
    },
    committedAt: () => committedAt,
    inFlight: () => inHand.size,
    span: () => watermark.span(),
    heldBytes: () => heldBytes,
    since: () => watermark.first()?.at,
    restsUntil: () => (returned.size() > 0 ? returned.until() : undefined),
  }
}
