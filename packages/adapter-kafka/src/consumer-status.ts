import type { Assignment } from './assignment.ts'
import type { DrainFigures } from './drains.ts'
import type { Member } from './driver.ts'

/** How one partition stands. */
export interface PartitionStatus {
  readonly topic: string
  readonly partition: number
  readonly standing: 'locating' | 'reading' | 'stopped' | 'closing' | 'over'
  /** Records between what is done and the end, as far as offsets tell; undefined until the end was heard of. */
  readonly lag: number | undefined
  /** The offset that the broker acknowledged last. */
  readonly committed: string | undefined
  /** Handed out, and neither ended nor returned. */
  readonly inFlight: number
  /** Records from the first that has not ended to the newest handed out. */
  readonly span: number
  readonly heldBytes: number
  /** How long ago the oldest record that has not ended was handed out first. */
  readonly oldestMs: number | undefined
  /** Why it is not read just now, in a sentence; undefined while it is. */
  readonly paused: string | undefined
}

/** How a consumer stands, as plain data. */
export interface ConsumerStatus {
  /** Why the group does not know us just now; undefined while it does. */
  readonly out: string | undefined
  readonly rebalances: number
  readonly drains: DrainFigures
  /** Positions whose commit was refused, by Kafka's name of the error. */
  readonly commitsFailed: Readonly<Record<string, number>>
  /** What reading fails with just now, in a sentence. */
  readonly failing: string | undefined
  readonly partitions: readonly PartitionStatus[]
}

/** What is known of pausing. */
export interface Pausing {
  readonly mostSpan: number
  /** Above so many bytes a partition is not read. */
  readonly fullBytes: number
}

const standings = {
  Locating: 'locating',
  Reading: 'reading',
  Stopped: 'stopped',
  Closing: 'closing',
  Over: 'over',
} as const

const pauseOf = (assignment: Assignment, { mostSpan, fullBytes }: Pausing): string | undefined => {
  const standing = assignment.standing()
  if (standing._tag === 'Stopped') return standing.why
  if (standing._tag !== 'Reading') return undefined
  if (assignment.span() >= mostSpan)
    return `${mostSpan} records were handed out from offset ${assignment.doneTo()} on, which has not ended`
  if (assignment.restsUntil() !== undefined) return 'records that were returned go first'
  if (assignment.heldBytes() > fullBytes)
    return 'its records that wait or are under way are as many bytes as it may hold'
  return undefined
}

export const statusOf = (assignment: Assignment, now: number, pausing: Pausing): PartitionStatus => {
  const { topic, partition } = assignment
  const end = assignment.endsAt()
  const since = assignment.since()
  const doneTo = assignment.doneTo()
  return {
    topic,
    partition,
    standing: standings[assignment.standing()._tag],
    lag: end === undefined || doneTo === undefined ? undefined : Math.max(0, Number(end - doneTo)),
    committed: assignment.committedAt()?.toString(),
    inFlight: assignment.inFlight(),
    span: assignment.span(),
    heldBytes: assignment.heldBytes(),
    oldestMs: since === undefined ? undefined : now - since,
    paused: pauseOf(assignment, pausing),
  }
}

/** Why the group does not know a member just now. */
export const outOf = (member: Member | undefined): string | undefined => {
  const state = member?.state() ?? { _tag: 'Out', why: 'the group is being joined' }
  return state._tag === 'Out' ? state.why : undefined
}
