import { setTimeout as wait } from 'node:timers/promises'

/** As many as Segment's Node library sends at once. */
const flushAt = 15

/** Where a library sends to, and with what. */
export interface Address {
  readonly url: string
  readonly writeKey: string
}

const post = async ({ url, writeKey }: Address, calls: readonly unknown[], stop: AbortSignal): Promise<void> => {
  const response = await fetch(`${url}/batch`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
    },
    body: JSON.stringify({ batch: calls, sentAt: new Date().toISOString() }),
    signal: stop,
  })
  const answer = await response.text()
  if (response.status === 429 || response.status === 503) {
    await wait(Number(response.headers.get('retry-after') ?? 1) * 1000, undefined, { signal: stop })
    return post({ url, writeKey }, calls, stop)
  }
  if (!response.ok) throw new Error(`The tracking API answered ${response.status}: ${answer}`)
  return undefined
}

/** Sends calls through the tracking API like a library of Segment's: in batches, again where it is told to come back. */
export const send = async (address: Address, calls: readonly unknown[], stop: AbortSignal): Promise<void> => {
  for (let next = 0; next < calls.length; next += flushAt) await post(address, calls.slice(next, next + flushAt), stop)
}
