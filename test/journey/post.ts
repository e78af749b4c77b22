import { Agent, request } from 'node:http'
import { writeKey } from './shop.ts'

/** One connection, which is kept open. */
export const connection = (): Agent => new Agent({ keepAlive: true, maxSockets: 1 })

/** Posts a text to a tracking route; resolves to the status when the answer is read whole, rejects where none came. */
export const post = (url: string, body: string, agent?: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const auth = `${writeKey}:`
    const call = request(url, { method: 'POST', auth, ...(agent === undefined ? {} : { agent }) }, (answer) => {
      answer.on('error', reject)
      answer.on('end', () => resolve(answer.statusCode ?? 0))
      answer.resume()
    })
    call.on('error', reject)
    call.end(body)
  })

/** The body of a batch of events, each of which is JSON text. */
export const batchOf = (events: readonly string[]): string => `{"batch":[${events.join(',')}]}`
