import type { CommitFailure, Position } from '../../src/driver.ts'
import { nameOf } from '../../src/locate.ts'
import type { Seat } from './memory-seat.ts'

/** Commits of one member. */
export interface MemoryCommits {
  readonly commit: (positions: readonly Position[]) => Promise<readonly CommitFailure[]>
  /** The next commits, so many, are refused with this error. */
  readonly refuse: (error: string, canRepeat: boolean, times: number) => void
}

/** @param offsets what the group has committed, by the partition's name */
export const createMemoryCommits = (seat: Seat, offsets: Map<string, bigint>): MemoryCommits => {
  let refusal: Pick<CommitFailure, 'error' | 'canRepeat'> = { error: '', canRepeat: false }
  let refusals = 0

  const commitOne = (position: Position): readonly CommitFailure[] => {
    const { topic, partition, offset } = position
    if (seat.state === 'out' || seat.state === 'expelled')
      return [{ topic, partition, error: 'UNKNOWN_MEMBER_ID', canRepeat: false }]
    if (!seat.owned.has(nameOf(position))) return [{ topic, partition, error: 'ILLEGAL_GENERATION', canRepeat: true }]
    offsets.set(nameOf(position), offset)
    return []
  }

  return {
    commit: async (positions) => {
      await seat.interleave('commit')
      const isRefused = refusals > 0
      if (isRefused) refusals -= 1
      const failures = positions.flatMap((position) => {
        const { topic, partition } = position
        return isRefused ? [{ topic, partition, ...refusal }] : commitOne(position)
      })
      await seat.interleave('committed')
      return failures
    },
    refuse: (error, canRepeat, times) => {
      refusal = { error, canRepeat }
      refusals = times
    },
  }
}
