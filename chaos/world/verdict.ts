import type { StoredEvent } from '@vouchrelay/sandbox'
import type { Sent } from '../../test/journey/senders.ts'
import type { LetterRow } from '../../test/journey/read-state.ts'

/** Which event each route of the shop makes. */
const eventOfRoute: Readonly<Record<string, string>> = { order: 'order_completed', coupon: 'coupon_used' }

/** What became of everything that was sent. A part is what one route makes of an event. */
export interface Verdict {
  /** Events that were answered 200. */
  readonly acknowledged: number
  readonly stored: number
  /** Parts of acknowledged events that are neither stored nor in the letters. */
  readonly missing: readonly string[]
  /** Stored or buried, and nobody sent it. */
  readonly spurious: readonly string[]
  /** Stored with another body than the mapping makes. */
  readonly corrupted: readonly string[]
  /** How often something was stored that was stored before. */
  readonly doubled: number
  /** Letters of parts that nobody knows whether they were processed, and how many of those were. */
  readonly parked: number
  readonly parkedAndStored: number
  /** Letters by their reasons, of parts or whole events. */
  readonly letters: Readonly<Record<string, number>>
  /** Customers of whom something was first stored out of order. What is parked may be stored late, and holds nobody back. */
  readonly disordered: readonly string[]
}

const keyOf = (messageId: unknown, event: string): string => `${String(messageId)} ${event}`

/** Holds the sandbox and the letters against what senders sent, part by part and byte by byte. */
export const judge = (
  { orders, answered }: Pick<Sent, 'orders' | 'answered'>,
  stored: readonly StoredEvent[],
  letters: readonly LetterRow[],
): Verdict => {
  const times = new Map<string, number>()
  const spurious: string[] = []
  const corrupted: string[] = []
  for (const { body } of stored) {
    const messageId = String(body.metadata?.['message_id'])
    const key = keyOf(messageId, body.event)
    times.set(key, (times.get(key) ?? 0) + 1)
    const wanted = orders.get(messageId)?.bodies.get(body.event)
    if (wanted === undefined) spurious.push(key)
    else if (wanted !== JSON.stringify(unmarked(body))) corrupted.push(key)
  }

  const buriedParts = new Map(
    letters.flatMap((letter) => {
      const event = eventOfRoute[letter.route ?? '']
      return event === undefined ? [] : [[keyOf(letter.messageId, event), letter.reason] as const]
    }),
  )
  const buriedTexts = new Set(letters.map(({ text }) => text))
  const texts = new Set([...orders.values()].map(({ text }) => text))
  spurious.push(...[...buriedTexts].filter((text) => !texts.has(text)))

  const missing = [...answered].flatMap((messageId) => {
    const { bodies, text } = orders.get(messageId) ?? { bodies: new Map<string, string>(), text: '' }
    if (bodies.size === 0) return buriedTexts.has(text) ? [] : [`${messageId} buried`]
    return [...bodies.keys()]
      .map((event) => keyOf(messageId, event))
      .filter((key) => !times.has(key) && !buriedParts.has(key))
  })
  const parked = [...buriedParts].filter(([, reason]) => reason === 'in doubt')
  return {
    acknowledged: answered.size,
    stored: stored.length,
    missing,
    spurious,
    corrupted,
    doubled: stored.length - times.size,
    parked: parked.length,
    parkedAndStored: parked.filter(([key]) => times.has(key)).length,
    letters: Object.fromEntries(
      [...Map.groupBy(letters, ({ reason }) => reason)].map(([reason, its]) => [reason, its.length]),
    ),
    disordered: disorderedIn(stored, new Set(parked.map(([key]) => key))),
  }
}

/** Without the mark by which a shipment is found again where its route verifies. */
const unmarked = (body: StoredEvent['body']): unknown => {
  if (body.metadata?.['vouchrelay_id'] === undefined) return body
  const { vouchrelay_id: _, ...metadata } = body.metadata
  return { ...body, metadata }
}

const disorderedIn = (stored: readonly StoredEvent[], except: ReadonlySet<string>): readonly string[] => {
  const seen = new Set(except)
  const last = new Map<string, number>()
  const wrong = new Set<string>()
  for (const { body } of stored) {
    const key = keyOf(body.metadata?.['message_id'], body.event)
    if (seen.has(key)) continue
    seen.add(key)
    const customer = String(body.customer.source_id)
    const n = Number(body.metadata?.['n'])
    if (n < (last.get(customer) ?? 0)) wrong.add(customer)
    last.set(customer, n)
  }
  return [...wrong]
}
