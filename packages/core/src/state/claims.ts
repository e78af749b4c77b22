import type { ShipmentKey } from '../contracts/ledger.ts'

/** What a claim turned out to be: ours, or delivered by the copy that held it. */
export type Taken = 'ours' | 'delivered'

/**
 * Who is working on what, in memory only. One holder a key; copies wait in the order they came.
 * The holder ends its claim with exactly one `end`.
 */
export interface Claims {
  /** At once where nobody holds the key, otherwise when its holder ends. */
  readonly take: (key: string) => Taken | Promise<Taken>
  /** `delivered` tells every copy that waits; `released` gives the claim to the first of them. */
  readonly end: (key: string, how: 'delivered' | 'released') => void
}

/** One text for a key. Lengths lead, so that no two keys share it. */
export const claimKey = ({ source, messageId, route }: ShipmentKey): string =>
  `${source.length}:${source}${route.length}:${route}${messageId}`

/** Claims that nobody holds yet. */
export const createClaims = (): Claims => {
  const held = new Map<string, readonly ((taken: Taken) => void)[]>()
  return {
    take: (key) => {
      const waiting = held.get(key)
      held.set(key, waiting ?? [])
      if (waiting === undefined) return 'ours'
      return new Promise((resolve) => held.set(key, [...waiting, resolve]))
    },
    end: (key, how) => {
      const waiting = held.get(key)
      if (waiting === undefined) throw new Error('a claim was ended that nobody holds')
      const [next, ...others] = waiting
      if (how === 'released' && next !== undefined) {
        held.set(key, others)
        next('ours')
        return
      }
      held.delete(key)
      for (const tell of waiting) tell('delivered')
    },
  }
}
