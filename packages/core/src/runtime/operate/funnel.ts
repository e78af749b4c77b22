import type { BuryReason, SkipReason } from '../../contracts/outcome.ts'
import { sumOf, unaccounted, type SourceCounts } from '../counts.ts'

/** The states of a source's events from end to end: each event is in one, and together they are what was received. */
export interface Funnel {
  readonly received: number
  /** In the journal or on its way, and not in doubt. */
  readonly waiting: number
  /** On its way, and nobody knows whether a part of it was processed. */
  readonly inDoubt: number
  readonly delivered: number
  /** Copies of what was delivered. */
  readonly duplicate: number
  /** Passed over on purpose, but for duplicates. */
  readonly skipped: number
  /** Could not be decoded or mapped, or made what the destination does not take. */
  readonly invalid: number
  /** Refused by the destination, or tried for too long. */
  readonly buried: number
  /** In the dead letters, and nobody knows whether it was processed. */
  readonly parked: number
  /** In no state at all: 0, or something is wrong. */
  readonly unaccounted: number
}

/** A stage of the funnel. */
export type Stage = Exclude<keyof Funnel, 'received'>

const invalid: readonly BuryReason[] = ['undecodable', 'unmappable', 'invalid']

const sumOfSome = (tally: Readonly<Partial<Record<string, number>>>, keys: readonly string[]): number =>
  keys.reduce((sum, key) => sum + (tally[key] ?? 0), 0)

/** Sorts what a source received into stages. */
export const funnelOf = (counts: SourceCounts): Funnel => {
  const duplicates: readonly SkipReason[] = ['duplicate']
  const duplicate = sumOfSome(counts.skipped, duplicates)
  const parked = sumOfSome(counts.buried, ['in doubt'])
  return {
    received: counts.received,
    waiting: counts.waiting + counts.inFlight - counts.inDoubt,
    inDoubt: counts.inDoubt,
    delivered: counts.delivered,
    duplicate,
    skipped: sumOf(counts.skipped) - duplicate,
    invalid: sumOfSome(counts.buried, invalid),
    buried: sumOf(counts.buried) - sumOfSome(counts.buried, invalid) - parked,
    parked,
    unaccounted: unaccounted(counts),
  }
}
