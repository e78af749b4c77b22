// Sends orders to a tracking route from a process of its own, over so many connections at once.
import { Agent, request } from 'node:http'
import { order } from './orders.ts'

interface Job {
  readonly url: string
  readonly events: number
  readonly perRequest: number
  readonly connections: number
}

const agent = new Agent({ keepAlive: true })
const authorization = `Basic ${Buffer.from('bench:').toString('base64')}`

const post = (url: string, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', agent, headers: { authorization } }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    call.on('error', reject)
    call.end(body)
  })

const bodiesOf = ({ events, perRequest }: Job): readonly string[] =>
  Array.from({ length: Math.ceil(events / perRequest) }, (_, n) =>
    perRequest === 1
      ? order(n)
      : `{"batch":[${Array.from({ length: perRequest }, (_, m) => order(n * perRequest + m)).join(',')}]}`,
  )

const send = async (job: Job): Promise<string> => {
  const path = job.perRequest === 1 ? '/v1/track' : '/v1/batch'
  const queue = bodiesOf(job).values()
  const worker = async (): Promise<void> => {
    for (const body of queue) {
      const status = await post(new URL(path, job.url).href, body)
      if (status !== 200) throw new Error(`status ${status}`)
    }
  }
  await Promise.all(Array.from({ length: job.connections }, worker))
  return 'done'
}

process.on('message', async (job: Job) => {
  const answer = await send(job).catch((error: unknown) => String(error))
  process.send?.(answer)
})
process.send?.('ready')
// Whoever forked it is gone.
process.on('disconnect', () => process.exit())
