import type { IncomingMessage } from 'node:http'
import { shared } from '../cors.ts'
import { originRefused, tooManyRequests } from '../errors.ts'
import { isAllowedOrigin } from '../origin.ts'
import type { Project } from '../project.ts'
import type { Answer } from '../reply.ts'
import { trackEvent } from './track-event.ts'

/**
 * `POST /client/v1/events` (docs.voucherify.io, "Track Custom Event (client-side)"): as on the server side, but within
 * the quota of its IP address, from an allowed origin, and readable for the page that asked.
 */
export async function trackClientEvent(request: IncomingMessage, project: Project): Promise<Answer> {
  const { headers } = request
  return shared(
    refusal(request, project) ?? (await trackEvent('client', request, project)),
    headers,
    project.settings.allowedOrigins,
  )
}

function refusal({ headers, socket }: IncomingMessage, { clientQuota, settings }: Project): Answer | undefined {
  const seconds = clientQuota.spend(socket.remoteAddress ?? '')
  if (seconds > 0) return tooManyRequests({ 'retry-after': String(seconds) })
  if (headers.origin === undefined) return originRefused('Header origin is required')
  if (isAllowedOrigin(headers.origin, settings.allowedOrigins)) return undefined
  return originRefused(`Origin ${headers.origin} is not allowed`)
}
