import type { ShipmentEnd } from '../contracts/outcome.ts'
import type { Position } from './position.ts'

/** Lines that follow each other and have ended: how many in which way, and where the next one begins. */
export interface Ends {
  line: number
  offset: number
  delivered: number
  readonly skipped: Record<string, number>
  readonly buried: Record<string, number>
}

export const endsOf = ({ line, offset, delivered, skipped, buried }: Position): Ends => ({
  line,
  offset,
  delivered,
  skipped: { ...skipped },
  buried: { ...buried },
})

/** Adds the next line, and the blank ones before it. */
export const addLine = (ends: Ends, line: number, offset: number, end: ShipmentEnd): void => {
  ends.line = line
  ends.offset = offset
  if (end._tag === 'Forwarded') ends.delivered += 1
  else if (end._tag === 'Skipped') add(ends.skipped, end.reason, 1)
  else if (end._tag === 'Buried') add(ends.buried, end.reason, 1)
  else throw new Error('an event that was returned has not ended')
}

/** Adds the lines that follow. */
export const addEnds = (ends: Ends, more: Ends): void => {
  ends.line = more.line
  ends.offset = more.offset
  ends.delivered += more.delivered
  for (const [reason, n] of Object.entries(more.skipped)) add(ends.skipped, reason, n)
  for (const [reason, n] of Object.entries(more.buried)) add(ends.buried, reason, n)
}

/** What has no end is blank. */
export const positionAt = ({ line, offset, delivered, skipped, buried }: Ends): Position => {
  const blank = line - delivered - sum(skipped) - sum(buried)
  return { line, offset, blank, delivered, skipped: { ...skipped }, buried: { ...buried } }
}

const add = (reasons: Record<string, number>, reason: string, n: number): void => {
  reasons[reason] = (reasons[reason] ?? 0) + n
}

const sum = (reasons: Readonly<Record<string, number>>): number => Object.values(reasons).reduce((all, n) => all + n, 0)
