import type { RequestListener } from 'node:http'
import { internalError } from './errors.ts'
import type { Project } from './project.ts'
import { withinQuota } from './quota/within-quota.ts'
import type { Answer } from './reply.ts'
import { route } from './routes/route.ts'
import { send } from './send.ts'

/**
 * The listener of the sandbox's HTTP server: counts calls of the API and their answers, answers within the quota, and
 * holds answers back while a latency is set.
 */
export function serve(project: Project): RequestListener {
  return async (request, response) => {
    // By the same clock as the other times it tells: a client may measure those against it.
    response.setHeader('date', new Date(project.now()).toUTCString())
    const isApi = !request.url?.startsWith('/_sandbox')
    if (isApi) project.requests += 1
    try {
      const answer = await (isApi ? withinQuota(request, project, route) : route(request, project))
      if (isApi) countAnswer(answer, project.answers)
      if (isApi && project.latencyMs > 0) await project.wait(project.latencyMs)
      await send(response, answer, project.wait)
    } catch (failure) {
      // Incomplete: the client has gone before it said all, and there is nobody to answer.
      if (request.complete && !response.headersSent) await send(response, internalError(failure), project.wait)
    }
  }
}

/** By status where the client learns one, otherwise by what happens to it. */
function countAnswer(answer: Answer, answers: Map<string, number>): void {
  const key = answer._tag === 'Reply' ? String(answer.status) : answer._tag.toLowerCase()
  answers.set(key, (answers.get(key) ?? 0) + 1)
}
