import type { Either } from 'fp-ts/lib/Either.js'
import { left } from 'fp-ts/lib/TaskEither.js'
import type { Destination, Limits, Receipt } from '../contracts/destination.ts'
import type { SendFailure } from '../contracts/failure.ts'
import type { HttpReply, Transport } from '../delivery/http.ts'
import { createCall } from './call.ts'
import { judge } from './judge.ts'
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
  const read = (reply: HttpReply): Either<SendFailure, Receipt> => judge(reply, settings.notProcessed, now())
  const senders = new Map(
    Object.entries(bodies).map(([name, { path, doubtful }]) => {
      const send = createSendBody<VoucherifyBody, Receipt>(targetOf(settings, 'POST', path), call, read)
      return [name, { send, markKey: doubtful === 'verifiable' ? markKeyOf(settings) : undefined }]
    }),
  )
  return {
    bodies,
    limits: limitsOf(settings),
    send: (shipment, stop) => {
      const { kind, body, bodyText, whenInDoubt } = shipment
      const sender = senders.get(kind)
      if (sender === undefined) return left(notTaken(kind))
      const { send, markKey } = sender
      const isMarked = whenInDoubt === 'verify' && markKey !== undefined
      return isMarked ? send(stamped(body, markKey, stampOf(shipment)), stop) : send(body, stop, bodyText)
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

const notTaken = (kind: string): SendFailure => ({
  _tag: 'SendFailure',
  fate: 'refused',
  message: `not sent: the keys of the settings take no body of the kind ${kind}`,
})
