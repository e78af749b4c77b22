/** What a stretch of a table gave: rows from one id to another, as far as it could be read. */
export interface Stretch {
  /** The first and the last id that was read; absent where none was. */
  readonly first?: bigint
  readonly last?: bigint
  /** Whether it broke off before its end. */
  readonly isBroken: boolean
}

/** Reads the rows whose ids lie from one to another, both included, and hands on each. */
export type Read = (from: bigint, to: bigint, order: 'up' | 'down') => Stretch

/** Ids, both included, of which nothing is known: rows may have been there. */
export type Gap = readonly [from: bigint, to: bigint]

/** Attempts at what lies between broken pages of one table; each is a look at a few pages that are in memory. */
const mostAttempts = 5_000

/**
 * Reads a table by its ids, and where that breaks off, from the other end, and then from the middle of what is between, until
 * no id is left that was not asked for. Each row is handed on once.
 *
 * @param most no id is greater
 */
export const readRows = (read: Read, most: bigint): readonly Gap[] => {
  const up = read(0n, most, 'up')
  if (!up.isBroken) return []
  const low = up.last === undefined ? 0n : up.last + 1n
  const down = read(low, most, 'down')
  if (!down.isBroken) return []
  const open: Gap[] = [[low, down.last === undefined ? most : down.last - 1n]]
  const lost: Gap[] = []
  for (let attempts = 0; open.length > 0; attempts++) {
    const [from, to] = open.pop() ?? [0n, -1n]
    if (from > to) continue
    if (from === to || attempts >= mostAttempts) {
      lost.push([from, to])
      continue
    }
    const middle = from + (to - from) / 2n
    const above = read(middle + 1n, to, 'up')
    const below = read(from, middle, 'down')
    // The lower part is looked at first: beyond the last id there is nothing, and that end may be broken for good.
    if (above.isBroken) open.push([above.last === undefined ? middle + 1n : above.last + 1n, to])
    if (below.isBroken) open.push([from, below.last === undefined ? middle : below.last - 1n])
  }
  return joined(lost)
}

/** Neighbours as one, in order. */
const joined = (gaps: readonly Gap[]): readonly Gap[] => {
  const all: [bigint, bigint][] = []
  for (const [from, to] of gaps.toSorted((a, b) => (a[0] < b[0] ? -1 : 1))) {
    const last = all.at(-1)
    if (last !== undefined && last[1] + 1n >= from) last[1] = to > last[1] ? to : last[1]
    else all.push([from, to])
  }
  return all
}
