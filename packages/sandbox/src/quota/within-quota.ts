import type { IncomingMessage } from 'node:http'
import { shared } from '../cors.ts'
import { tooManyRequests } from '../errors.ts'
import { pathOf } from '../path-of.ts'
import type { Project } from '../project.ts'
import { withHeaders, type Answer } from '../reply.ts'
import { rateLimitHeaders } from './rate-limit-headers.ts'

/**
 * Lets a call act within the quota, and tells of the quota in whatever the API answers. Every call counts, look-ups,
 * token requests, refused keys and client-side calls included; only a browser's preflight does not.
 */
export async function withinQuota(
  request: IncomingMessage,
  project: Project,
  act: (request: IncomingMessage, project: Project) => Answer | Promise<Answer>,
): Promise<Answer> {
  const { quota, settings } = project
  if (quota === null || request.method === 'OPTIONS') return act(request, project)
  const spent = quota.spend()
  const headers = rateLimitHeaders(spent, quota)
  if (spent.refusedForMs === undefined) {
    const answer = await act(request, project)
    return answer._tag === 'Reply' && answer.isForeign === true ? answer : withHeaders(answer, headers)
  }
  const refusal = withHeaders(tooManyRequests(), headers)
  const isClientSide = pathOf(request).path.startsWith('/client/')
  return isClientSide ? shared(refusal, request.headers, settings.allowedOrigins) : refusal
}
