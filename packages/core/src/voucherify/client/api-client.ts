import { gotTransport, type OwnedTransport } from '../../delivery/http.ts'
import type { EventBody } from '../bodies/event.ts'
import { kindsOf } from '../kinds.ts'
import { createSendBody, type SendBody } from '../send-body.ts'
import type { Configuration } from './configuration.ts'

/**
 * Connections to Voucherify that several APIs share, closed at the end of the block with `await using`. Needed only for that:
 * `new EventsApi(configuration)` makes its own, and idle connections do not keep a process running.
 *
 * A class, like that of Voucherify's SDKs, so that their examples can be kept.
 */
export class ApiClient implements AsyncDisposable {
  readonly sendEvent: SendBody<EventBody>
  readonly close: () => Promise<void>

  /** Takes over the transport: closing the client closes it. */
  constructor(configuration: Configuration, transport: OwnedTransport = gotTransport(configuration)) {
    this.sendEvent = createSendBody(kindsOf(configuration).event.path, configuration, transport, Date.now)
    this.close = transport.close
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
