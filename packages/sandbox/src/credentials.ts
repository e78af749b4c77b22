import type { IncomingHttpHeaders } from 'node:http'
import type { SandboxSettings } from './settings.ts'
import type { Side } from './stored-events.ts'

/**
 * Whether a request carries the keys of its side: `X-App-Id`/`X-App-Token`, or `X-Client-Application-Id`/`X-Client-
 * Token`.
 */
export function hasKeys(side: Side, headers: IncomingHttpHeaders, settings: SandboxSettings): boolean {
  return side === 'server'
    ? headers['x-app-id'] === settings.applicationId && headers['x-app-token'] === settings.secretKey
    : headers['x-client-application-id'] === settings.clientApplicationId &&
        headers['x-client-token'] === settings.clientSecretKey
}
