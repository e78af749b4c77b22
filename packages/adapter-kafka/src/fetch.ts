import type { Assignment } from './assignment.ts'
import type { FetchLimits, Position } from './driver.ts'

/** What one fetch asks for. */
export interface Asking {
  readonly assignments: readonly Assignment[]
  readonly positions: readonly Position[]
  readonly limits: FetchLimits
}

/** Bounds of what is held. */
export interface Bounds {
  readonly heldBytes: number
  readonly partitionBytes: number
  readonly waitMs: number
}

/**
 * How long a broker may wait where some partitions are not asked: it answers one fetch at a time, and those may have room
 * again at any moment.
 */
export const shortWaitMs = 50

/** What a partition may be asked for at once, and above how many bytes it is not asked, where so many share the room. */
export const shareOf = (
  count: number,
  bounds: Pick<Bounds, 'heldBytes' | 'partitionBytes'>,
): { readonly partitionBytes: number; readonly fullBytes: number } => {
  const shareBytes = Math.floor(bounds.heldBytes / Math.max(1, count))
  const partitionBytes = Math.max(1, Math.min(bounds.partitionBytes, Math.floor(shareBytes / 2)))
  return { partitionBytes, fullBytes: shareBytes - partitionBytes }
}

const isReading = (assignment: Assignment): boolean => assignment.standing()._tag === 'Reading'

/**
 * Asks for the partitions that have room; undefined where none has.
 *
 * Every partition has an equal share of the bytes that may be held, and is asked for half of it when it holds no more than the
 * other half: so none can take what another needs, and what is held stays within bounds whatever is stalled. Two things are known
 * only when they are there: a record that alone is larger than its share, and what a compressed batch unpacks to.
 */
export const ask = (assignments: readonly Assignment[], bounds: Bounds): Asking | undefined => {
  const reading = assignments.filter(isReading)
  const { partitionBytes, fullBytes } = shareOf(assignments.length, bounds)
  let held = 0
  for (const assignment of assignments) held += assignment.heldBytes()
  const asked: Assignment[] = []
  const positions: Position[] = []
  for (const assignment of reading) {
    const offset = assignment.position()
    if (offset === undefined || assignment.heldBytes() > fullBytes) continue
    // Shares shrink while partitions are added: until what was held is done, there may be too much already.
    if (held > 0 && held + partitionBytes > bounds.heldBytes) continue
    held += partitionBytes
    asked.push(assignment)
    positions.push({ topic: assignment.topic, partition: assignment.partition, offset })
  }
  if (asked.length === 0) return undefined
  const waitMs = asked.length === reading.length ? bounds.waitMs : Math.min(shortWaitMs, bounds.waitMs)
  return { assignments: asked, positions, limits: { waitMs, partitionBytes } }
}
