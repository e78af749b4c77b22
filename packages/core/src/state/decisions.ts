import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import type { Replay } from '../contracts/delivery.ts'
import type { JournalFull, StateFailure } from '../contracts/failure.ts'
import { submitted, type Batches } from './batches.ts'
import type { FileJournal } from './journal.ts'
import type { Letters } from './letters.ts'
import type { Operation } from './messages.ts'

/** What must be known of a letter to decide about it. */
export interface LetterHead {
  readonly id: number
  readonly source: string
  /** Undefined where the event failed before any route saw it. */
  readonly route: string | undefined
  readonly reason: string
  /** What its event counts against the journal's bytes. */
  readonly bytes: number
  /** JSON text of what was mapped, where there was something and it was asked for. */
  readonly body: string | undefined
}

/** A letter with its `id` is there and lies in doubt, or does not: what is decided of another does nothing. */
export interface Meant {
  readonly id: number
  readonly inDoubt: boolean
}

/**
 * What a person decides about dead letters. Each decision is one commit, and none is carried out twice: the result says whether
 * the letter that was meant was still there.
 */
export interface Decisions {
  /** Those of the letters that there are; `withBodies` reads what was mapped, too. */
  readonly look: (ids: readonly number[], withBodies: boolean) => Promise<Either<StateFailure, readonly LetterHead[]>>
  /**
   * Puts the letter's event into the replays of its source, and lets its shipment be sent.
   *
   * @param queued told in the moment in which the event counts as waiting
   */
  readonly replay: (
    head: Pick<LetterHead, 'source' | 'bytes'> & Meant,
    replay: Replay,
    queued: () => void,
  ) => Promise<Either<JournalFull | StateFailure, boolean>>
  /** Deletes it. Its shipment stays buried. */
  readonly drop: (id: number) => Promise<Either<StateFailure, boolean>>
  /** A person knows that it was delivered. */
  readonly deliver: (id: number) => Promise<Either<StateFailure, boolean>>
}

/** What deciding is made of. */
export interface DecisionsParts {
  readonly batches: Batches
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly letters: Pick<Letters, 'taken'>
  readonly replays: (source: string) => FileJournal
  /** What a source's replays are called in the file. */
  readonly logOf: (source: string) => string
}

/** Decides about the letters of the state file. */
export const createDecisions = ({ batches, now, letters, replays, logOf }: DecisionsParts): Decisions => {
  /** The last operation takes the letter out, and says whether it was there. */
  const commit = async (operations: readonly Operation[]): Promise<Either<StateFailure, boolean>> => {
    const done = await submitted(batches, 'at once', [{ does: 'noteLetterTaken', values: [] }, ...operations])
    if (isLeft(done)) return done
    const wasThere = done.right.at(-1) === 1
    if (wasThere) letters.taken(1)
    return right(wasThere)
  }
  const ending = (state: 'waiting' | 'delivered', { id, inDoubt }: Meant): Operation => ({
    does: 'endLetterAs',
    values: [Math.trunc(now()), state, id, Number(inDoubt)],
  })

  return {
    look: async (ids, withBodies) => {
      const looking = ids.map((id): Operation => ({ does: 'lookAtLetter', values: [Number(withBodies), id] }))
      const done = await submitted(batches, 'soon', looking)
      if (isLeft(done)) return done
      return right(done.right.flatMap((rows) => (typeof rows === 'object' ? rows.map(readHead) : [])))
    },
    replay: async (head, replay, queued) => {
      const room = replays(head.source).expect(head.bytes)
      if (isLeft(room)) return room
      const values = [logOf(head.source), JSON.stringify(replay), head.id, Number(head.inDoubt)]
      const done = await commit([{ does: 'requeueLetter', values }, ending('waiting', head), takeSettled(head)])
      const isThere = !isLeft(done) && done.right
      room.right(isThere)
      if (isThere) queued()
      return done
    },
    drop: (id) => commit([{ does: 'takeLetter', values: [id] }]),
    deliver: (id) => {
      const meant = { id, inDoubt: true }
      return commit([ending('delivered', meant), takeSettled(meant)])
    },
  }
}

const takeSettled = ({ id, inDoubt }: Meant): Operation => ({
  does: 'takeSettledLetter',
  values: [id, Number(inDoubt)],
})

const readHead = ([id, source, route, reason, bytes, body]: readonly unknown[]): LetterHead => ({
  id: Number(id),
  source: String(source),
  route: typeof route === 'string' ? route : undefined,
  reason: String(reason),
  bytes: Number(bytes),
  body: typeof body === 'string' ? body : undefined,
})
