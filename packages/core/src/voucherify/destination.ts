import { map } from 'fp-ts/lib/TaskEither.js'
import type { BodyKind, Destination, Receipt } from '../contracts/destination.ts'
import type { Transport } from '../delivery/http.ts'
import { EventBody } from './bodies/event.ts'
import { identity } from './identity.ts'
import type { Taken } from './judge.ts'
import { createSendEvent } from './send-event.ts'
import type { VoucherifySettings } from './settings.ts'

/** The kinds of body that Voucherify takes. */
export const bodies: Readonly<Record<'event', BodyKind<EventBody>>> = {
  event: { codec: EventBody, schema: EventBody.schema, identity },
}

/** The Voucherify destination over a transport, which remains the caller's to close. */
export const destinationOf = (
  settings: VoucherifySettings,
  transport: Transport,
  now: () => number,
): Destination<EventBody> => {
  const sendEvent = createSendEvent(settings, transport, now)
  return {
    bodies,
    limits: { inFlight: settings.inFlight },
    send: (shipment, stop) => receiptOf(sendEvent(shipment.body, stop)),
  }
}

/** The answer to an event carries no id of the request. */
const receiptOf = map(({ status }: Taken): Receipt => ({ status }))
