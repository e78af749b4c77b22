import { left, map, type TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Destination, Receipt } from '../contracts/destination.ts'
import type { SendFailure } from '../contracts/failure.ts'
import type { Transport } from '../delivery/http.ts'
import type { Taken } from './judge.ts'
import { kindsOf, type VoucherifyBody } from './kinds.ts'
import { createSendBody } from './send-body.ts'
import type { VoucherifySettings } from './settings.ts'

/** The Voucherify destination over a transport, which remains the caller's to close. */
export const destinationOf = (
  settings: VoucherifySettings,
  transport: Transport,
  now: () => number,
): Destination<VoucherifyBody> => {
  const bodies = kindsOf(settings)
  const senders = new Map(
    Object.entries(bodies).map(([kind, { path }]) => [
      kind,
      createSendBody<VoucherifyBody>(path, settings, transport, now),
    ]),
  )
  return {
    bodies,
    limits: { inFlight: settings.inFlight },
    send: ({ kind, body }, stop) => {
      const send = senders.get(kind)
      return send === undefined ? left(notTaken(kind)) : receiptOf(send(body, stop))
    },
  }
}

/** No answer carries an id of the request. */
const receiptOf: (sent: TaskEither<SendFailure, Taken>) => TaskEither<SendFailure, Receipt> = map(({ status }) => ({
  status,
}))

const notTaken = (kind: string): SendFailure => ({
  _tag: 'SendFailure',
  fate: 'refused',
  message: `not sent: the keys of the settings take no body of the kind ${kind}`,
})
