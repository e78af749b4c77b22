import { request, type Agent } from 'node:http'
import { writeKey } from '../../test/journey/shop.ts'

/** Posts bytes as they are; tells the status, or `no answer`. */
export const sendRaw = (url: URL, body: Uint8Array, isGzip: boolean, agent: Agent): Promise<string> =>
  new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', ...(isGzip ? { 'content-encoding': 'gzip' } : {}) }
    const call = request(url, { method: 'POST', auth: `${writeKey}:`, headers, agent }, (answer) => {
      answer.on('error', () => resolve('no answer'))
      answer.on('end', () => resolve(String(answer.statusCode)))
      answer.resume()
    })
    // A body that is too large is refused before it is read whole: the answer came, and then the connection broke.
    call.on('error', () => resolve('no answer'))
    call.end(body)
  })
