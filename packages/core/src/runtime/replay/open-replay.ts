import { realpath } from 'node:fs/promises'
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Source } from '../../contracts/source.ts'
import type { Joining } from '../../pipeline/forward-parts.ts'
import { createFileSource } from '../../replay/file-source.ts'
import { openText, type OpenText } from '../../replay/open-text.ts'
import { createPace } from '../../replay/pace.ts'
import { start } from '../../replay/position.ts'
import type { FileReplay, FileReplays } from '../../state/file-replays.ts'
import { decideReplay, type Beginning } from './decide-replay.ts'
import { createReplaying, type Replaying } from './replaying.ts'
import { refusal, unreadable, type ReplayRefusal } from './replay-refusal.ts'
import type { ReplayRequest } from './replay-request.ts'
import { shipmentsPassed, shipmentsReady } from './shipments-of.ts'

/** What a replay needs of the relay it joins. */
export interface ReplayWorld {
  readonly replays: FileReplays
  /** How a source reads an event; undefined where there is none of that name. */
  readonly readingOf: (source: string) => Pick<Source, 'decode' | 'unread'> | undefined
  /** Why nothing is sent just now, in a sentence; undefined where all goes. */
  readonly holdUp: () => string | undefined
  /** Where standard input is kept: a file there is removed when it is finished. */
  readonly spoolDir: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Milliseconds that only go forward. */
  readonly ticks: () => number
}

/** A replay that is to join a relay, and its reins. */
export interface OpenedReplay {
  readonly joining: Joining
  readonly replaying: Replaying
}

/** Opens a file, finds where its replay goes on, and writes down that it began. */
export const openReplay = async (
  request: ReplayRequest,
  world: ReplayWorld,
): Promise<Either<ReplayRefusal, OpenedReplay>> => {
  const reading = world.readingOf(request.source)
  if (reading === undefined) return left(refusal('no source', `There is no source ${request.source}.`))
  const opened = await openOrRefuse(request.file)
  if (isLeft(opened)) return opened
  const { file, text } = opened.right
  const begun = await begin({ ...request, file }, text, world)
  if (isLeft(begun)) {
    await text.close()
    return begun
  }
  const { row, from, note } = begun.right
  const pace = createPace(request.perSecond, world.ticks)
  const source = createFileSource({
    name: request.source,
    reading,
    text,
    from,
    replay: { run: row.id, priority: request.priority },
    pace,
    now: world.now,
    ticks: world.ticks,
  })
  return right({
    joining: {
      name: request.source,
      source,
      watcher: { planned: (plan) => pace.spend(shipmentsReady(plan)) },
      ended: (outcome) => {
        pace.refund(shipmentsPassed(outcome))
        source.ended(outcome)
      },
    },
    replaying: createReplaying({ row, from: from.line, note, source, text, world }),
  })
}

const openOrRefuse = async (path: string): Promise<Either<ReplayRefusal, { file: string; text: OpenText }>> => {
  try {
    const file = await realpath(path)
    return right({ file, text: await openText(file) })
  } catch (error) {
    return left(unreadable(path, error))
  }
}

const begin = async (
  request: ReplayRequest,
  { fingerprint }: OpenText,
  { replays, now }: ReplayWorld,
): Promise<Either<ReplayRefusal, { row: FileReplay; from: typeof start; note: string | undefined }>> => {
  const known = await replays.of(request.source)()
  if (isLeft(known)) return left(refusal('state', known.left.message))
  const decided = decideReplay(known.right, request, fingerprint)
  if (isLeft(decided)) return decided
  const row = rowOf(decided.right, request, fingerprint, now())
  const { instead: over, note } = decided.right._tag === 'Anew' ? decided.right : { instead: [], note: undefined }
  for (const one of [...over.map((old): FileReplay => ({ ...old, state: 'given up' })), row]) {
    const kept = await replays.keep(one, 'at once')()
    if (isLeft(kept)) return left(refusal('state', kept.left.message))
  }
  return right({ row, from: decided.right._tag === 'GoOn' ? decided.right.from : start, note })
}

const rowOf = (beginning: Beginning, { file, source }: ReplayRequest, fingerprint: string, now: number): FileReplay =>
  beginning._tag === 'GoOn'
    ? { ...beginning.replay, file, state: 'running', at: now }
    : {
        id: `${now.toString(36)}-${fingerprint.slice(-4)}`,
        file,
        fingerprint,
        source,
        state: 'running',
        position: JSON.stringify(start),
        since: now,
        beganAt: now,
        at: now,
      }
