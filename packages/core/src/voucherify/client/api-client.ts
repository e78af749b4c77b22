import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { OwnedTransport } from '../../delivery/http.ts'
import { openTransportLater } from '../../delivery/open-transport.ts'
import type { EventBody } from '../bodies/event.ts'
import { createCall } from '../call.ts'
import { kindsOf } from '../kinds.ts'
import { judge } from '../judge.ts'
import { readAnswer, type Answer } from '../reply.ts'
import { targetOf } from '../request.ts'
import { createSendBody, type SendBody } from '../send-body.ts'
import type { Configuration } from './configuration.ts'

/**
 * Connections to Voucherify that several APIs share, closed at the end of the block with `await using`. Needed only for that:
 * `new EventsApi(configuration)` makes its own, and idle connections do not keep a process running.
 *
 * A class, like that of Voucherify's SDKs, so that their examples can be kept.
 */
export class ApiClient implements AsyncDisposable {
  /** Sends one event; right is what was answered. */
  readonly sendEvent: SendBody<EventBody, Answer>
  readonly close: () => Promise<void>

  /** Takes over the transport: closing the client closes it. */
  constructor(
    configuration: Configuration,
    transport: OwnedTransport = openTransportLater(configuration.transport, configuration),
  ) {
    const target = targetOf(configuration, 'POST', kindsOf(configuration).event.path)
    const call = createCall(configuration, transport, Date.now)
    this.sendEvent = createSendBody(target, call, (reply) => {
      const judged = judge(reply, configuration.notProcessed, Date.now())
      return isLeft(judged) ? judged : right(readAnswer(reply.body))
    })
    this.close = transport.close
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
