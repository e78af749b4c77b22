import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Claim, Ledger } from '../contracts/ledger.ts'
import { submitted, type Batches } from './batches.ts'
import { claimKey, createClaims } from './claims.ts'
import { repeating } from './repeating.ts'

/** What a ledger is made of. */
export interface LedgerParts {
  readonly batches: Batches
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Aborted when the state closes. */
  readonly closing: AbortSignal
}

/** The ledger in the state file: claims in memory, marks of what was delivered on disk. */
export const createLedger = ({ batches, now, closing }: LedgerParts): Ledger => {
  const claims = createClaims()
  return {
    claim: (key) => async () => {
      const name = claimKey(key)
      const taken = claims.take(name)
      if (taken !== 'ours' && (await taken) === 'delivered') return delivered
      const { source, messageId, route } = key
      // A shipment waits for its place at the gate anyway: the look may linger to share a message with other operations.
      const found = await submitted(batches, 'soon', [{ does: 'look', values: [source, messageId, route] }])
      if (isLeft(found)) {
        claims.end(name, 'released')
        return found
      }
      if (found.right[0] === 0) return claimed
      claims.end(name, 'delivered')
      return delivered
    },
    commit:
      ({ source, messageId, route }) =>
      async () => {
        const marking = [{ does: 'mark', values: [source, messageId, route, Math.trunc(now())] }] as const
        await repeating(() => submitted(batches, 'soon', marking), closing)
        claims.end(claimKey({ source, messageId, route }), 'delivered')
      },
    release: (key) => claims.end(claimKey(key), 'released'),
  }
}

const claimed = right<never, Claim>({ _tag: 'Claimed' })
const delivered = right<never, Claim>({ _tag: 'Delivered' })
