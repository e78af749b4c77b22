import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { reasonOf } from '../../contracts/reason-of.ts'
import { readAccess } from './access.ts'

/** What came of asking the relay of a state directory. */
export type Asked =
  | { readonly _tag: 'Answered'; readonly status: number; readonly body: unknown }
  /** None has said that it runs. */
  | { readonly _tag: 'NoRelay' }
  /** One has said so, and is not there, or not any more. */
  | { readonly _tag: 'Silent'; readonly why: string }

/** What is asked: a path that answers, or one that changes something. */
export type Question =
  | { readonly method: 'GET'; readonly path: string }
  | { readonly method: 'POST'; readonly path: string; readonly body: unknown }

/** A relay answers within this time whether it lives, in milliseconds; how long a change takes depends on how much there is. */
const aliveWithinMs = 5_000

/** Asks the relay that runs on a state directory. Never rejects. */
export const askRelay = async (dir: string, question: Question): Promise<Asked> => {
  const access = await readAccess(dir)
  if (access === undefined) return { _tag: 'NoRelay' }
  if (typeof access === 'string') return { _tag: 'Silent', why: access }
  const { url, token } = access
  const silent = (why: string): Asked => ({ _tag: 'Silent', why: `a relay should run at ${url}, but ${why}` })
  try {
    const alive = await ask(url, { method: 'GET', path: '/livez' }, undefined, AbortSignal.timeout(aliveWithinMs))
    if (!isAlive(alive.body)) return silent('something else answers there')
    const answer = await ask(url, question, token)
    return answer.status === 401 ? silent('it does not know the token of this state directory') : answer
  } catch (error) {
    return silent(`it does not answer: ${reasonOf(error)}`)
  }
}

const isAlive = (body: unknown): boolean => typeof body === 'object' && body !== null && 'alive' in body

const ask = (
  url: string,
  question: Question,
  token: string | undefined,
  signal?: AbortSignal,
): Promise<Extract<Asked, { readonly _tag: 'Answered' }>> =>
  new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    }
    const options = { method: question.method, headers, agent: false, ...(signal === undefined ? {} : { signal }) }
    const asking = request(`${url}${question.path}`, options, (answer) => {
      const status = answer.statusCode ?? 0
      text(answer).then((body) => resolve({ _tag: 'Answered', status, body: jsonOf(body) }), reject)
    })
    asking.on('error', reject)
    asking.end(question.method === 'POST' ? JSON.stringify(question.body) : undefined)
  })

const jsonOf = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return undefined // something else answers there
  }
}
