import { createAssignment, type Assignment } from './assignment.ts'
import type { Partition } from './driver.ts'
import { nameOf } from './locate.ts'

/** The partitions that are ours. */
export interface Holdings {
  readonly all: () => readonly Assignment[]
  /** Those of these that are ours. */
  readonly of: (partitions: readonly Partition[]) => readonly Assignment[]
  /** They begin anew, whatever they were before. */
  readonly take: (partitions: readonly Partition[]) => readonly Assignment[]
  /** It is somebody else's. */
  readonly release: (assignment: Assignment) => void
}

/** @param mostSpan as an assignment takes it */
export const createHoldings = (mostSpan: number): Holdings => {
  const byName = new Map<string, Assignment>()
  let all: readonly Assignment[] = []

  const of = (partitions: readonly Partition[]): readonly Assignment[] =>
    partitions.flatMap((partition) => byName.get(nameOf(partition)) ?? [])

  const release = (assignment: Assignment): void => {
    assignment.end()
    if (byName.get(nameOf(assignment)) === assignment) byName.delete(nameOf(assignment))
    all = [...byName.values()]
  }

  return {
    all: () => all,
    of,
    take: (partitions) => {
      of(partitions).forEach(release)
      const fresh = partitions.map((partition) => createAssignment(partition, mostSpan))
      for (const assignment of fresh) byName.set(nameOf(assignment), assignment)
      all = [...byName.values()]
      return fresh
    },
    release,
  }
}
