import { realpath } from 'node:fs/promises'
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Joining } from '../../pipeline/forward-parts.ts'
import { openReplay, type ReplayWorld } from './open-replay.ts'
import type { Replaying } from './replaying.ts'
import type { ReplayProgress } from './replay-progress.ts'
import { refusal, type ReplayRefusal } from './replay-refusal.ts'
import type { ReplayRequest } from './replay-request.ts'

/** The replays of a relay, since it started. */
export interface Replays {
  /** Begins one, or tells of the one that is at work on the same file. */
  readonly begin: (request: ReplayRequest) => Promise<Either<ReplayRefusal, ReplayProgress>>
  /** The latest first. */
  readonly list: () => readonly ReplayProgress[]
  readonly find: (run: string) => Pick<Replaying, 'progress' | 'pause' | 'ended'> | undefined
  /** Called when the relay has stopped, before its state closes: writes down where each goes on. */
  readonly close: () => Promise<void>
}

/** So many that have ended are still told of. */
const mostRemembered = 100

const isAtWork = (one: Replaying): boolean => ['running', 'pausing'].includes(one.progress().state)

/** @param join lets a source join the relay */
export const createReplays = (world: ReplayWorld, join: (source: Joining) => void): Replays => {
  const byRun = new Map<string, Replaying>()
  let isClosed = false

  const beginNext = async (asked: ReplayRequest): Promise<Either<ReplayRefusal, ReplayProgress>> => {
    if (isClosed) return left(refusal('state', 'The relay is stopping.'))
    // A file has one true name. Where it has none, opening it tells why.
    const file = await realpath(asked.file).catch(() => asked.file)
    const request = { ...asked, file }
    const same = [...byRun.values()].find((one) => {
      const progress = one.progress()
      return isAtWork(one) && progress.file === file && progress.source === request.source
    })
    if (same !== undefined) return right(same.progress())
    const opened = await openReplay(request, world)
    if (isLeft(opened)) return opened
    const { joining, replaying } = opened.right
    const { run } = replaying.progress()
    byRun.delete(run)
    byRun.set(run, replaying)
    const [oldest] = byRun.size > mostRemembered ? [...byRun].filter(([, one]) => !isAtWork(one)) : []
    if (oldest !== undefined) byRun.delete(oldest[0])
    join(joining)
    return right(replaying.progress())
  }

  // One after the other: two that begin at once would not see each other.
  let last: Promise<unknown> = Promise.resolve()
  return {
    begin: (request) => {
      const next = last.then(() => beginNext(request))
      last = next.catch(() => undefined) // told to whoever asked; the next one begins all the same
      return next
    },
    list: () => [...byRun.values()].map((one) => one.progress()).toReversed(),
    find: (run) => byRun.get(run),
    close: async () => {
      isClosed = true
      await last
      await Promise.all([...byRun.values()].map((one) => one.close()))
    },
  }
}
