import type { StoredEvent } from '@vouchrelay/sandbox'
import type { LetterRow } from './read-state.ts'
import type { Sent } from './senders.ts'

/** What Voucherify and the dead letters hold, beside what was sent. Every list is empty where all is well. */
export interface Judgement {
  /** Orders answered 200 of which something is neither stored nor buried; what was parked in doubt is buried. */
  readonly missing: readonly string[]
  /** What is stored or buried and nobody sent, or should not be there. */
  readonly strange: readonly string[]
  /** Customers whose orders were stored in another order than they were sent, copies left aside. */
  readonly disordered: readonly string[]
}

const keyOf = (messageId: string, name: string): string => `${messageId} ${name}`

/** Which body an event is: its message id and its name. */
export const keyOfStored = ({ body }: StoredEvent): string => keyOf(String(body.metadata?.['message_id']), body.event)

/** A body without the mark by which `verify` finds it again. */
const unmarked = ({ body }: StoredEvent): string => {
  const { vouchrelay_id: _, ...metadata } = body.metadata ?? {}
  return JSON.stringify({ ...body, metadata })
}

/** Which body of an order a letter keeps of which nobody knows whether it was stored. */
const keyOfParked = ({ messageId = '', body }: LetterRow): string =>
  keyOf(messageId, typeof body === 'object' && body !== null && 'event' in body ? String(body.event) : '')

/** Compares, body by body and byte by byte. */
export const judge = (
  { orders, answered }: Sent,
  stored: readonly StoredEvent[],
  letters: readonly LetterRow[],
): Judgement => {
  const storedKeys = new Set(stored.map(keyOfStored))
  const parked = new Set(letters.filter(({ reason }) => reason === 'in doubt').map(keyOfParked))
  const buried = new Set(letters.filter(({ reason }) => reason !== 'in doubt').map(({ text }) => text))
  const texts = new Set([...orders.values()].filter(({ bodies }) => bodies.size === 0).map(({ text }) => text))

  const missing = [...answered].flatMap((messageId) => {
    const { bodies, text } = orders.get(messageId) ?? { bodies: new Map<string, string>(), text: '' }
    if (bodies.size === 0) return buried.has(text) ? [] : [`${messageId} buried`]
    const keys = [...bodies.keys()].map((name) => keyOf(messageId, name))
    return keys.filter((key) => !storedKeys.has(key) && !parked.has(key))
  })
  const unknown = stored.filter((event) => {
    const order = orders.get(String(event.body.metadata?.['message_id']))
    return order?.bodies.get(event.body.event) !== unmarked(event)
  })
  return {
    missing,
    strange: [...unknown.map(({ body }) => JSON.stringify(body)), ...[...buried].filter((text) => !texts.has(text))],
    disordered: disorderedIn(stored),
  }
}

const disorderedIn = (stored: readonly StoredEvent[]): readonly string[] => {
  const seen = new Set<string>()
  const last = new Map<string, number>()
  const wrong = new Set<string>()
  for (const event of stored) {
    const key = keyOfStored(event)
    if (seen.has(key)) continue
    seen.add(key)
    const customer = String(event.body.customer.source_id)
    const n = Number(event.body.metadata?.['n'])
    if (n < (last.get(customer) ?? 0)) wrong.add(customer)
    last.set(customer, n)
  }
  return [...wrong]
}
