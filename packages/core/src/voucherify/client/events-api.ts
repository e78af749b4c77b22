import { isLeft } from 'fp-ts/lib/Either.js'
import { faultsOf } from '../../contracts/faults-of.ts'
import { EventBody } from '../bodies/event.ts'
import { eventReplyOf, type EventReply } from '../reply.ts'
import { ApiClient } from './api-client.ts'
import { ApiError } from './api-error.ts'
import type { Configuration } from './configuration.ts'
import { inSnakeCase, type EitherCase } from './either-case.ts'

/** An event to track, in snake_case or camelCase. `null` stands for an attribute that is not there. */
export type EventsCreateRequestBody = EitherCase<EventBody>

/** As the SDKs of Voucherify name it: the TypeScript one or the Python one. */
export type EventsApiTrackCustomEventRequest =
  | { readonly eventsCreateRequestBody: EventsCreateRequestBody }
  | { readonly events_create_request_body: EventsCreateRequestBody }

/**
 * Tracks events as a typed client, without a relay: one attempt a call, no retry.
 *
 * A class with the names of Voucherify's SDKs, so that their examples can be kept.
 *
 * @example
 * const apiInstance = new EventsApi(createConfiguration({ applicationId, secretKey }))
 * await apiInstance.trackCustomEvent({
 *   eventsCreateRequestBody: { event: 'sign_up', customer: { sourceId: 'user-1' } },
 * })
 */
export class EventsApi {
  readonly #client: ApiClient

  constructor(configuration: Configuration | ApiClient) {
    this.#client = configuration instanceof ApiClient ? configuration : new ApiClient(configuration)
  }

  /** Sends one event. Rejects with an `ApiError`; before anything is sent where the request itself is wrong. */
  async trackCustomEvent(
    request: EventsApiTrackCustomEventRequest,
    { signal = never }: { readonly signal?: AbortSignal } = {},
  ): Promise<EventReply> {
    const given =
      'eventsCreateRequestBody' in request ? request.eventsCreateRequestBody : request.events_create_request_body
    const decoded = EventBody.decode(inSnakeCase(EventBody, given))
    if (isLeft(decoded)) throw invalid(faultsOf(decoded.left))
    const sent = await this.#client.sendEvent(decoded.right, signal)()
    if (isLeft(sent)) throw new ApiError(sent.left)
    return eventReplyOf(sent.right, decoded.right.event)
  }
}

const never = new AbortController().signal

const invalid = (faults: ApiError['faults']): ApiError => {
  const message = `not sent: ${faults.map(({ path, expected }) => `${path === '' ? 'the body' : path}: expected ${expected}`).join('; ')}`
  return new ApiError({ _tag: 'SendFailure', fate: 'refused', message }, faults)
}
