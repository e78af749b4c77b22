import { right } from 'fp-ts/lib/Either.js'
import type { Ledger } from '../contracts/ledger.ts'
import type { DeadLetters, Letter } from '../contracts/letters.ts'
import { claimKey, createClaims } from './claims.ts'

/** A ledger that forgets with the process. `most` bounds how many deliveries it remembers: the oldest goes first. */
export const memoryLedger = ({ most = Infinity }: { readonly most?: number } = {}): Ledger => {
  const claims = createClaims()
  const marks = new Set<string>()
  return {
    claim: (key) => async () => {
      const name = claimKey(key)
      const taken = claims.take(name)
      if (taken !== 'ours' && (await taken) === 'delivered') return right({ _tag: 'Delivered' })
      if (!marks.has(name)) return right({ _tag: 'Claimed' })
      claims.end(name, 'delivered')
      return right({ _tag: 'Delivered' })
    },
    commit: (key) => async () => {
      const name = claimKey(key)
      marks.add(name)
      const [oldest] = marks.size > most ? marks : []
      if (oldest !== undefined) marks.delete(oldest)
      claims.end(name, 'delivered')
    },
    release: (key) => claims.end(claimKey(key), 'released'),
  }
}

/** Dead letters that go with the process. `all` gives them in the order of their first writing. */
export const memoryLetters = (): DeadLetters & { readonly all: () => readonly Letter[] } => {
  const letters = new Map<string, Letter>()
  return {
    write: (letter) => async () => {
      letters.set(JSON.stringify([letter.source, letter.deliveryId, letter.route ?? '']), letter)
      return right(undefined)
    },
    all: () => [...letters.values()],
  }
}
