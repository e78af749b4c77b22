import { batchOf, connection, post } from './post.ts'
import { fateBy, orderOf, type Order } from './orders.ts'
import { seeded } from './seeded.ts'

/** What senders did. */
export interface Sent {
  /** Every order that ever went out, answered or not, by its message id. */
  readonly orders: ReadonlyMap<string, Order>
  /** Message ids of those that were answered 200. */
  readonly answered: ReadonlySet<string>
  /** Requests that were answered 200. */
  readonly answers: () => number
}

/** Senders at work, one on each connection, each for customers of its own, so that it knows their order. */
export interface Senders extends Sent {
  /** From now on there is somebody at the address. */
  readonly resume: (tracking: string) => void
  /** From now on requests fail: after one that did, each sender waits for `resume`. */
  readonly pause: () => void
  /** Each sender ends when its last request is answered 200. */
  readonly finish: () => Promise<void>
}

/**
 * Starts senders that send as fast as they are answered. One without an answer sends the same request again when it
 * can, or, one time in four, gives it up: then nobody can say whether the relay has it.
 */
export const startSenders = (connections: number, mostInBatch: number, seed: number, customersEach = 4): Senders => {
  const orders = new Map<string, Order>()
  const answered = new Set<string>()
  let answers = 0
  let open = Promise.withResolvers<string>()
  const finishing = new AbortController()

  const send = async (who: number): Promise<void> => {
    const chance = seeded(seed + who)
    const agent = connection()
    const counts = Array.from({ length: customersEach }, () => 0)
    const make = (): Order => {
      const which = chance.between(0, customersEach - 1)
      const n = (counts[which] ?? 0) + 1
      counts[which] = n
      return orderOf(`customer-${who}-${which}`, n, fateBy(chance), chance)
    }
    while (!finishing.signal.aborted) {
      const made = Array.from({ length: chance.between(1, mostInBatch) }, make)
      for (const order of made) orders.set(order.messageId, order)
      const body = batchOf(made.map(({ text }) => text))
      for (;;) {
        const status = await post(`${await open.promise}/batch`, body, agent).catch(() => undefined)
        if (status === 200) {
          answers += 1
          for (const { messageId } of made) answered.add(messageId)
          break
        }
        if (!finishing.signal.aborted && chance.next() < 0.25) break
      }
    }
    agent.destroy()
  }

  const working = Promise.all(Array.from({ length: connections }, (_, who) => send(who)))
  return {
    orders,
    answered,
    answers: () => answers,
    resume: (tracking) => open.resolve(tracking),
    pause: () => {
      open = Promise.withResolvers()
    },
    finish: async () => {
      finishing.abort()
      await working
    },
  }
}
