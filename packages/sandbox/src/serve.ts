import type { RequestListener } from 'node:http'
import { internalError } from './errors.ts'
import type { Project } from './project.ts'
import { send } from './reply.ts'
import { route } from './routes/route.ts'

/**
 * The listener of the sandbox's HTTP server: counts calls of the API, answers, and holds answers back while a latency
 * is set.
 */
export function serve(project: Project): RequestListener {
  return async (request, response) => {
    const isApi = !request.url?.startsWith('/_sandbox')
    if (isApi) project.requests += 1
    try {
      const answer = await route(request, project)
      if (isApi && project.latencyMs > 0) await project.wait(project.latencyMs)
      send(response, answer)
    } catch (failure) {
      // Incomplete: the client has gone before it said all, and there is nobody to answer.
      if (request.complete && !response.headersSent) send(response, internalError(failure))
    }
  }
}
