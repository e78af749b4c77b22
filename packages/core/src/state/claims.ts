import type { ShipmentKey } from '../contracts/ledger.ts'

/**
 * Who is working on what, in memory only. One holder a key; copies wait in the order they came. The holder ends its claim with
 * exactly one `end`, which gives the key to the first that waits.
 */
export interface Claims {
  /** Undefined where nobody held the key: it is the caller's now. Otherwise it is when the promise resolves. */
  readonly take: (key: string) => Promise<void> | undefined
  readonly end: (key: string) => void
  /** Keys that somebody holds. */
  readonly size: () => number
}

/** One text for a key. Lengths lead, so that no two keys share it. */
export const claimKey = ({ source, messageId, route }: ShipmentKey): string =>
  `${source.length}:${source}${route.length}:${route}${messageId}`

/** Claims that nobody holds yet. */
export const createClaims = (): Claims => {
  const held = new Map<string, readonly (() => void)[]>()
  return {
    take: (key) => {
      const waiting = held.get(key)
      if (waiting !== undefined) return new Promise((resolve) => void held.set(key, [...waiting, resolve]))
      held.set(key, nobody)
      return undefined
    },
    end: (key) => {
      const waiting = held.get(key)
      if (waiting === undefined) throw new Error('a claim was ended that nobody holds')
      const [next, ...others] = waiting
      if (next === undefined) {
        held.delete(key)
        return
      }
      held.set(key, others)
      next()
    },
    size: () => held.size,
  }
}

const nobody: readonly never[] = []
