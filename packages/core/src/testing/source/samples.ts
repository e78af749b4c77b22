import type { Sample } from './source-harness.ts'

/** Samples by their message ids: a letter for the customer and a number, `a1`. */
export const samplesOf = (...messageIds: readonly string[]): readonly Sample[] =>
  messageIds.map((messageId) => ({ messageId, customer: messageId.slice(0, 1), text: 'a text' }))

/** Message ids of each customer, in the order given. */
export const byCustomer = (messageIds: readonly string[]): Readonly<Record<string, readonly string[] | undefined>> => ({
  ...Object.groupBy(messageIds, (messageId) => messageId.slice(0, 1)),
})
