import { left, right, tryCatch, type Either } from 'fp-ts/lib/Either.js'
import type { Delivery } from '../contracts/delivery.ts'
import type { JsonObject } from '../contracts/event.ts'
import type { DecodeFailure } from '../contracts/failure.ts'
import { showFound } from '../contracts/faults-of.ts'
import type { Source } from '../contracts/source.ts'
import type { Verdict } from '../contracts/verdict.ts'

/** One event of a memory source. */
export interface MemoryEvent {
  readonly messageId: string
  readonly fields: JsonObject
}

/** A source that keeps its events in an array, and remembers what it was told of them. */
export interface MemorySource extends Source {
  /** Puts events at the end. */
  readonly add: (...events: readonly MemoryEvent[]) => void
  /** Ids of the deliveries in the order in which they were offered. */
  readonly offered: readonly string[]
  /** Every verdict with its delivery's id, in the order of settling. */
  readonly verdicts: readonly { readonly id: string; readonly verdict: Verdict }[]
  /** Ids of the deliveries that are not accepted yet. */
  readonly left: () => readonly string[]
}

/**
 * A source over a list of events. It ends when all are accepted. What is returned is offered again a turn later, before
 * anything later. Iterated anew, as after a restart, it offers whatever is not accepted.
 *
 * @example
 * const source = memorySource('shop', [{ messageId: 'm1', fields: { type: 'track', userId: 'u1' } }])
 */
export const memorySource = (name: string, events: readonly MemoryEvent[] = []): MemorySource => {
  const all = [...events]
  const offered: string[] = []
  const verdicts: { id: string; verdict: Verdict }[] = []
  const pending = new Set(all.keys())
  const inFlight = new Set<number>()
  let wake = Promise.withResolvers<void>()

  const offer = (index: number, event: MemoryEvent): Delivery => {
    const id = String(index)
    const bytes = Buffer.from(JSON.stringify(event))
    inFlight.add(index)
    offered.push(id)
    return {
      source: name,
      id,
      raw: { bytes },
      bytes,
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
    add: (...more) => {
      for (const event of more) pending.add(all.push(event) - 1)
      wake.resolve()
    },
    left: () => [...pending].map(String),
    decode,
    deliveries: async function* (stop) {
      inFlight.clear()
      const stopped = new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }))
      while (!stop.aborted && pending.size > 0) {
        const index = [...pending].find((one) => !inFlight.has(one))
        const event = index === undefined ? undefined : all[index]
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

const isObject = (u: unknown): u is JsonObject => typeof u === 'object' && u !== null && !Array.isArray(u)

const parse = (bytes: Uint8Array): unknown => {
  const parsed = tryCatch((): unknown => JSON.parse(Buffer.from(bytes).toString()), String)
  return parsed._tag === 'Right' ? parsed.right : undefined
}

/** Reads the bytes of a memory event. */
const decode = (raw: unknown): Either<DecodeFailure, MemoryEvent> => {
  const bytes = isObject(raw) ? raw['bytes'] : undefined
  const event = bytes instanceof Uint8Array ? parse(bytes) : undefined
  if (isObject(event) && typeof event['messageId'] === 'string' && event['messageId'] !== '') {
    if (isObject(event['fields'])) return right({ messageId: event['messageId'], fields: event['fields'] })
  }
  const fault = { path: '', expected: 'the bytes of a memory event', found: showFound(raw) }
  return left({ _tag: 'DecodeFailure', faults: [fault] })
}
