import type { StoredEvent } from '@vouchrelay/sandbox'
import { batchOf, post } from './post.ts'

/** The `n`th order of a customer, as it is sent. */
export const orderText = (customer: string, n = 1): string =>
  JSON.stringify({
    type: 'track',
    messageId: `${customer}-${n}`,
    userId: customer,
    event: 'Order Completed',
    properties: { n, note: 'simple', total: n },
  })

/** The body that comes of it. */
export const orderBody = (customer: string, n = 1) => ({
  event: 'order_completed',
  customer: { source_id: customer },
  metadata: { message_id: `${customer}-${n}`, n, note: 'simple', total: n },
})

/** Sends events in one request; throws where they are not taken. */
export const sendAll = async (tracking: string, texts: readonly string[]): Promise<void> => {
  const status = await post(`${tracking}/batch`, batchOf(texts))
  if (status !== 200) throw new Error(`answered ${status}`)
}

/** Message ids of stored events, as they came. */
export const idsOf = (stored: readonly StoredEvent[]): readonly unknown[] =>
  stored.map(({ body }) => body.metadata?.['message_id'])
