import { createHash } from 'node:crypto'

/** Those who must not be sent: their ids are kept as salted hashes, so that the list itself names nobody. */
export interface Suppression {
  readonly has: (customer: string) => boolean
  readonly hashOf: (customer: string) => Uint8Array
  readonly add: (customer: string) => void
  readonly remove: (customer: string) => void
}

/** The list of a state file. An empty one costs nothing to ask. */
export const createSuppression = (salt: string, hashes: readonly Uint8Array[]): Suppression => {
  const listed = new Set(hashes.map(hex))
  const hashOf = (customer: string): Uint8Array =>
    createHash('sha256').update(salt).update('\0').update(customer).digest()
  return {
    has: (customer) => listed.size > 0 && listed.has(hex(hashOf(customer))),
    hashOf,
    add: (customer) => void listed.add(hex(hashOf(customer))),
    remove: (customer) => void listed.delete(hex(hashOf(customer))),
  }
}

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex')
