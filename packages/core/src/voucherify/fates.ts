import type { Fate } from '../contracts/failure.ts'
import type { HttpReply } from '../delivery/http.ts'
import type { NotProcessed } from './not-processed.ts'

/**
 * What a status other than 2xx means for what was sent. Of a request that was refused for what it says nothing was processed;
 * of one that failed inside the server nobody knows. "Errors" and "Limits" are pages of docs.voucherify.io.
 */
const fateOfStatus: Readonly<Record<number, Fate>> = {
  400: 'refused', // "Errors": invalid_payload, metadata_validation_failed; a body may still say code 404
  401: 'misconfigured', // "Errors": unauthorized; also the keys of another cluster
  402: 'misconfigured', // "Errors": missing_required_feature, the plan must change
  403: 'misconfigured', // "Errors": forbidden, missing_required_permission, a blocked key
  404: 'refused', // "Track Custom Event": not_found, the id of no customer
  405: 'misconfigured', // "Errors": the method hint; it is the same for every event, so the address is wrong
  406: 'misconfigured', // RFC 9110, 15.5.7: our Accept is the same for every event
  407: 'misconfigured', // RFC 9110, 15.5.8: a proxy wants credentials
  408: 'in-doubt', // a load balancer says it, too, when the server behind it was slow
  409: 'refused', // "Errors": duplicate_found
  413: 'refused', // "Errors": the body is too large
  415: 'refused', // "Errors": not for our Content-Type, so for this body
  421: 'misconfigured', // RFC 9110, 15.5.20: the wrong host
  422: 'refused', // RFC 9110, 15.5.21: understood and not processable
  423: 'unavailable', // RFC 4918, 11.3: locked, hence not done; "Errors" has it for loyalty, where the lock passes
  425: 'unavailable', // RFC 8470, 5.2: not done, send again
  426: 'misconfigured', // RFC 9110, 15.5.22: another protocol is wanted, for every event
  429: 'throttled', // "Limits": rejected before processing; also when the subscription ended
}

const fateOfClass = (status: number): Fate => {
  if (status >= 500) return 'in-doubt' // "Errors": 500; 502 and 504 come from the load balancer while the event may be processed
  if (status >= 400) return 'refused' // RFC 9110, 15.5: the same request would fail again
  return 'misconfigured' // 3xx (and what is no status): no redirect is documented, so this is another host
}

/** The fate of a body that was answered with a status other than 2xx. The settings' `notProcessed` come first. */
export const fateOf = ({ status, headers }: HttpReply, notProcessed: readonly NotProcessed[]): Fate => {
  const says = (entry: NotProcessed) =>
    entry.status === status && (!entry.withRetryAfter || headers['retry-after'] !== undefined)
  return notProcessed.some(says) ? 'unavailable' : (fateOfStatus[status] ?? fateOfClass(status))
}
