import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Resources } from '@vouchrelay/core'
import { refuse, tryLater, type Answer } from './answer.ts'
import type { Budget } from './budget.ts'
import type { Exchange, Router } from './exchange.ts'
import { send } from './send.ts'

/** What answering leans on. */
export interface ServeParts extends Pick<Resources, 'log' | 'now' | 'stopping'> {
  readonly routers: readonly Router[]
  readonly bodies: Budget
  readonly retryAfterSeconds: number
  readonly refused: (answer: Answer) => void
}

/** Answers one request. `invite` lets a sender go on that waits for `100 Continue`. Never rejects. */
export type Serve = (request: IncomingMessage, response: ServerResponse, invite: () => void) => Promise<void>

const missing = refuse(404, 'not_found', 'there is nothing at this path')

/** Answers requests from the routers, the first that knows a path. */
export const createServe = (parts: ServeParts): Serve => {
  const { log, now, stopping, routers, bodies, retryAfterSeconds, refused } = parts

  const answerTo = async (exchange: Exchange): Promise<Answer> => {
    if (stopping.aborted) return tryLater(503, 'stopping', 'the relay is stopping', retryAfterSeconds)
    const route = routers.map((find) => find(exchange.path)).find((found) => found !== undefined)
    if (route === undefined) return missing
    if (route.methods.includes(exchange.request.method ?? '')) return route.answer(exchange)
    const allow = route.methods.join(', ')
    return refuse(405, 'method_not_allowed', `the methods here are ${allow}`, { allow })
  }

  const safely = async (exchange: Exchange): Promise<Answer> => {
    try {
      return await answerTo(exchange)
    } catch (error) {
      log.error({ error: error instanceof Error ? error.stack : String(error) }, 'a request could not be handled')
      return tryLater(503, 'state_unavailable', 'the events could not be stored', retryAfterSeconds)
    }
  }

  return async (request, response, invite) => {
    const [path = '', search = ''] = (request.url ?? '').split('?', 2)
    const reserve = (bytes: number): boolean => {
      const release = bodies.take(bytes)
      if (release !== undefined) response.once('close', release)
      return release !== undefined
    }
    const answer = await safely({
      request,
      path: path.replace(/\/+$/, ''),
      query: new URLSearchParams(search),
      receivedAt: now(),
      invite,
      reserve,
    })
    refused(answer)
    send(request, response, answer, stopping.aborted)
  }
}
