import type { Assignment } from './assignment.ts'
import type { CommitFailure, Position } from './driver.ts'
import { nameOf } from './locate.ts'

/** Commits how far assignments are done, one commit at a time: what is done meanwhile goes with the next one. */
export interface Commits {
  /** Sends what is new of these, unless a commit is under way, or the last one failed just now. */
  readonly send: (assignments: readonly Assignment[]) => void
  readonly isUnderWay: () => boolean
  /** When the next one may go, in milliseconds since the epoch: later than now after one that failed. */
  readonly mayAt: () => number
  /** How often positions were refused, by Kafka's name of the error. */
  readonly failed: () => Readonly<Record<string, number>>
}

export interface CommitsParts {
  /** As a `Member` commits. */
  readonly commit: (positions: readonly Position[]) => Promise<readonly CommitFailure[]>
  /** Where the answer is told. */
  readonly loop: (change: () => void) => void
  readonly now: () => number
}

/** How long after a refusal that may pass it is tried again: a group that rebalances refuses until it is formed. */
const repeatMs = 100

/** An offset counts as committed only when the broker has said so. */
export const createCommits = ({ commit, loop, now }: CommitsParts): Commits => {
  let isUnderWay = false
  let mayAt = 0
  const failed: Record<string, number> = {}

  const hear = (assignment: Assignment, offset: bigint, failure: CommitFailure | undefined): void => {
    if (failure !== undefined) failed[failure.error] = (failed[failure.error] ?? 0) + 1
    if (failure === undefined) assignment.committed(offset)
    else if (failure.canRepeat) mayAt = now() + repeatMs
    else assignment.refused(offset)
  }

  const answered = (sent: ReadonlyMap<Assignment, bigint>, failures: readonly CommitFailure[]): void => {
    isUnderWay = false
    const byName = new Map(failures.map((failure) => [nameOf(failure), failure]))
    for (const [assignment, offset] of sent) hear(assignment, offset, byName.get(nameOf(assignment)))
  }

  return {
    send: (assignments) => {
      if (isUnderWay || mayAt > now()) return
      const sent = new Map<Assignment, bigint>()
      for (const assignment of assignments) {
        const offset = assignment.uncommitted()
        if (offset !== undefined) sent.set(assignment, offset)
      }
      if (sent.size === 0) return
      isUnderWay = true
      const positions = [...sent].map(([{ topic, partition }, offset]) => ({ topic, partition, offset }))
      void commit(positions).then((failures) => loop(() => answered(sent, failures)))
    },
    isUnderWay: () => isUnderWay,
    mayAt: () => mayAt,
    failed: () => ({ ...failed }),
  }
}
