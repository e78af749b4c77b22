import { right } from 'fp-ts/lib/Either.js'
import type { Delivery } from '../contracts/delivery.ts'
import type { JsonObject } from '../contracts/event.ts'
import type { Source } from '../contracts/source.ts'
import type { Verdict } from '../contracts/verdict.ts'

/** One event of a memory source. */
export interface MemoryEvent {
  readonly messageId: string
  readonly fields: JsonObject
}

/** A source that keeps its events in an array, and remembers what it was told of them. */
export interface MemorySource extends Source {
  /** Ids of the deliveries in the order in which they were offered. */
  readonly offered: readonly string[]
  /** Every verdict with its delivery's id, in the order of settling. */
  readonly verdicts: readonly { readonly id: string; readonly verdict: Verdict }[]
  /** Ids of the deliveries that are not accepted yet. */
  readonly left: () => readonly string[]
}

/**
 * A source over a fixed list of events. It ends when all are accepted. What is returned is offered again a turn
 * later, before anything later.
 *
 * @example
 * const source = memorySource('shop', [{ messageId: 'm1', fields: { type: 'track', userId: 'u1' } }])
 */
export const memorySource = (name: string, events: readonly MemoryEvent[]): MemorySource => {
  const offered: string[] = []
  const verdicts: { id: string; verdict: Verdict }[] = []
  const pending = new Set(events.keys())
  const inFlight = new Set<number>()
  let wake = Promise.withResolvers<void>()

  const offer = (index: number, event: MemoryEvent): Delivery => {
    const id = String(index)
    inFlight.add(index)
    offered.push(id)
    return {
      source: name,
      id,
      raw: event,
      bytes: Buffer.from(JSON.stringify(event.fields)),
      receivedAt: 0,
      settle: (verdict) => () => {
        verdicts.push({ id, verdict })
        inFlight.delete(index)
        if (verdict._tag === 'Accept') pending.delete(index)
        wake.resolve()
        return Promise.resolve()
      },
    }
  }

  return {
    offered,
    verdicts,
    left: () => [...pending].map(String),
    // Its `raw` is a memory event: nothing to decode.
    decode: (raw) => right(raw as MemoryEvent),
    deliveries: async function* (stop) {
      const stopped = new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }))
      while (!stop.aborted && pending.size > 0) {
        const index = [...pending].find((one) => !inFlight.has(one))
        const event = index === undefined ? undefined : events[index]
        if (index !== undefined && event !== undefined) {
          if (offered.includes(String(index))) await new Promise((resolve) => setImmediate(resolve))
          yield offer(index, event)
        } else {
          wake = Promise.withResolvers()
          await Promise.race([wake.promise, stopped])
        }
      }
    },
  }
}
