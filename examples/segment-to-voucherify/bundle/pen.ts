import type { Customer } from './customers.ts'
import type { Call, Labelled } from './labelled.ts'
import type { Random } from './random.ts'

/** Writes the calls of one customer down, one after the other, as a library on their device would make them. */
export interface Pen {
  readonly customer: Customer
  readonly random: Random
  /** Before signing in: only the anonymous id is known. */
  readonly anonymous: (call: Call, fates: Labelled['fates']) => void
  readonly known: (call: Call, fates: Labelled['fates']) => void
  /** With whatever ids the call itself has. */
  readonly bare: (call: Call, fates: Labelled['fates']) => void
  readonly written: () => readonly Labelled[]
}

const libraries = {
  web: { name: 'analytics.js', version: '2.11.1' },
  app: { name: 'analytics-ios', version: '4.1.8' },
} as const

/** @param start when the customer begins, in milliseconds since the epoch */
export const createPen = (customer: Customer, start: number, random: Random): Pen => {
  const written: Labelled[] = []
  const { userId, anonymousId } = customer
  let at = start
  const bare = (call: Call, fates: Labelled['fates']): void => {
    at += random.between(5_000, 90_000)
    const { type, context, ...rest }: Call = { context: {}, ...call }
    const messageId = `${userId}-${written.length + 1}`
    const timestamp = new Date(at).toISOString()
    const library = libraries[customer.mobile ? 'app' : 'web']
    const around = { library, ...(typeof context === 'object' ? context : {}) }
    written.push({ call: { type, messageId, timestamp, ...rest, context: around }, at, fates })
  }
  return {
    customer,
    random,
    bare,
    anonymous: (call, fates) => bare({ anonymousId, ...call }, fates),
    known: (call, fates) => bare({ userId, anonymousId, ...call }, fates),
    written: () => written,
  }
}
