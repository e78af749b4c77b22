import type { CommitFailure, Partition, Position } from '../../src/driver.ts'
import { nameOf } from '../../src/locate.ts'
import type { Seat } from './memory-seat.ts'

/** Commits of one member. */
export interface MemoryCommits {
  readonly commit: (positions: readonly Position[]) => Promise<readonly CommitFailure[]>
  /** The next commits, so many, are refused with this error. */
  readonly refuse: (error: string, canRepeat: boolean, times: number) => void
}

type Refusal = Pick<CommitFailure, 'error' | 'canRepeat'>

const unknown: Refusal = { error: 'UNKNOWN_MEMBER_ID', canRepeat: false }

/** @param offsets what the group has committed, by the partition's name */
export const createMemoryCommits = (seat: Seat, offsets: Map<string, bigint>): MemoryCommits => {
  let refusal: Refusal = { error: '', canRepeat: false }
  let refusals = 0

  /** Whether the group knows who it is that commits. */
  const isKnown = (): boolean => seat.state === 'in' || seat.state === 'leaving'

  /** @param held what the member held of it when it sent the commit */
  const errorOf = (position: Position, held: Partition | undefined): Refusal | undefined => {
    if (held === undefined) return { error: 'NOT_HELD', canRepeat: false }
    if (seat.owned.get(nameOf(position)) !== held) return { error: 'ILLEGAL_GENERATION', canRepeat: true }
    return undefined
  }

  return {
    commit: async (positions) => {
      const wasKnown = isKnown()
      const held = positions.map((position) => seat.owned.get(nameOf(position)))
      await seat.interleave('commit')
      const refused = refusals > 0 ? refusal : undefined
      if (refused !== undefined) refusals -= 1
      const failures = positions.flatMap((position, at) => {
        const { topic, partition, offset } = position
        const error = refused ?? (wasKnown && isKnown() ? errorOf(position, held[at]) : unknown)
        if (error === undefined) offsets.set(nameOf(position), offset)
        return error === undefined ? [] : [{ topic, partition, ...error }]
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
