import type { Order } from '../../test/journey/orders.ts'
import { batchOf, connection, post } from '../../test/journey/post.ts'
import type { Sent } from '../../test/journey/senders.ts'

/** One sender that sends what it is told, and remembers it. */
export interface Feed extends Pick<Sent, 'orders' | 'answered'> {
  /** Claims orders, then sends them in one request; tells the status, and undefined where none came. */
  readonly send: (tracking: string, orders: readonly Order[]) => Promise<number | undefined>
  /** The same for any number, so many in a request; throws where one is not answered 200. */
  readonly sendAll: (tracking: string, orders: readonly Order[], most?: number) => Promise<void>
  readonly [Symbol.dispose]: () => void
}

/** A sender with a connection of its own. */
export const createFeed = (): Feed => {
  const orders = new Map<string, Order>()
  const answered = new Set<string>()
  const agent = connection()
  const send: Feed['send'] = async (tracking, made) => {
    // A copy is held against the first of its name: that is the one that goes out.
    for (const order of made) if (!orders.has(order.messageId)) orders.set(order.messageId, order)
    const status = await post(`${tracking}/batch`, batchOf(made.map(({ text }) => text)), agent).catch(() => undefined)
    if (status === 200) for (const { messageId } of made) answered.add(messageId)
    return status
  }
  return {
    orders,
    answered,
    send,
    sendAll: async (tracking, made, most = 50) => {
      for (let at = 0; at < made.length; at += most) {
        const status = await send(tracking, made.slice(at, at + most))
        if (status !== 200) throw new Error(`answered ${status}`)
      }
    },
    [Symbol.dispose]: () => agent.destroy(),
  }
}
