import { left, map, type TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Destination, Limits, Receipt } from '../contracts/destination.ts'
import type { SendFailure } from '../contracts/failure.ts'
import type { Transport } from '../delivery/http.ts'
import { createCall } from './call.ts'
import type { Taken } from './judge.ts'
import { kindsOf, seesCustomers, type VoucherifyBody } from './kinds.ts'
import { createLookUp } from './look-up.ts'
import { createProbe } from './probe.ts'
import { targetOf } from './request.ts'
import { createSendBody } from './send-body.ts'
import type { VoucherifySettings } from './settings.ts'
import { stamped, stampOf } from './stamp.ts'

/** The Voucherify destination over a transport, which remains the caller's to close. */
export const destinationOf = (
  settings: VoucherifySettings,
  transport: Transport,
  now: () => number,
): Destination<VoucherifyBody> => {
  const call = createCall(settings, transport, now)
  const bodies = kindsOf(settings)
  const senders = new Map(
    Object.entries(bodies).map(([name, { path, doubtful }]) => {
      const send = createSendBody<VoucherifyBody>(targetOf(settings, 'POST', path), call, settings.notProcessed, now)
      return [name, { send, markKey: doubtful === 'verifiable' ? markKeyOf(settings) : undefined }]
    }),
  )
  return {
    bodies,
    limits: limitsOf(settings),
    send: (shipment, stop) => {
      const { kind, body, whenInDoubt } = shipment
      const sender = senders.get(kind)
      if (sender === undefined) return left(notTaken(kind))
      const { send, markKey } = sender
      const isMarked = whenInDoubt === 'verify' && markKey !== undefined
      return receiptOf(send(isMarked ? stamped(body, markKey, stampOf(shipment)) : body, stop))
    },
    probe: createProbe(settings, call, transport, now),
    ...(settings.side === 'server' && seesCustomers(settings) ? { lookUp: createLookUp(settings, call, now) } : {}),
  }
}

const markKeyOf = (settings: VoucherifySettings): string | undefined =>
  settings.side === 'server' ? settings.verify.metadataKey : undefined

const limitsOf = (settings: VoucherifySettings): Limits => {
  const { inFlight, quota } = settings
  if (settings.side === 'client' || !seesCustomers(settings)) return { inFlight, quota }
  const { patienceSeconds, activityDelaySeconds } = settings.verify
  return { inFlight, quota, patienceMs: (patienceSeconds + activityDelaySeconds) * 1000 }
}

/** No answer carries an id of the request. */
const receiptOf: (sent: TaskEither<SendFailure, Taken>) => TaskEither<SendFailure, Receipt> = map(
  ({ status, rate }) => ({ status, rate }),
)

const notTaken = (kind: string): SendFailure => ({
  _tag: 'SendFailure',
  fate: 'refused',
  message: `not sent: the keys of the settings take no body of the kind ${kind}`,
})
