import type { EventBody } from '@vouchrelay/sandbox'

const timeOf = (value: unknown): number => Date.parse(String(value))

/**
 * A body with its volatile times judged: `said_at` is `now` when it lies in the time of the test, `happened_at` is `right` when
 * it is what the client said, by our clock. The times of sending and receiving are left out.
 */
const still = ({ metadata, ...body }: EventBody, began: number) => {
  const { said_at: said, sent_at: sent, received_at: received, happened_at: happened, ...rest } = metadata ?? {}
  const isNow = timeOf(said) >= began && timeOf(said) <= Date.now()
  const right = new Date(timeOf(said) + timeOf(received) - timeOf(sent)).toISOString()
  return {
    ...body,
    metadata: { ...rest, said_at: isNow ? 'now' : said, happened_at: happened === right ? 'right' : happened },
  }
}

/** Stored bodies by customer, in the order in which they were stored, with what differs from run to run judged. */
export const comparable = (bodies: readonly EventBody[], began: number) =>
  Object.groupBy(
    bodies.map((body) => still(body, began)),
    ({ customer }) => String(customer.source_id),
  )
