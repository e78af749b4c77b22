import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Receipt } from '../contracts/destination.ts'
import type { SendFailure } from '../contracts/failure.ts'
import type { HttpReply, Transport } from '../delivery/http.ts'
import type { Call } from './call.ts'
import { isSuccess, judge, judgeLost, unreadable } from './judge.ts'
import { seesCustomers } from './kinds.ts'
import { rateOf } from './rate.ts'
import { plainHeaders, targetOf } from './request.ts'
import type { ClientSettings, VoucherifySettings } from './settings.ts'
import { withoutEffect } from './without-effect.ts'

/**
 * One call that changes nothing and shows whether Voucherify answers: the list of one customer; with a token that may not see any, a
 * method that events do not have; with the keys of a shop, the question that a browser asks before (CORS), which carries no keys.
 * Whatever the API answers will do, but that it has no time, or no trust in the keys.
 */
export const createProbe = (
  settings: VoucherifySettings,
  call: Call,
  transport: Transport,
  now: () => number,
): ((stop: AbortSignal) => TaskEither<SendFailure, Receipt>) => {
  if (settings.side === 'client') {
    const request = preflight(settings)
    return (stop) => async () => {
      const exchanged = await transport.exchange(request, stop)()
      return isLeft(exchanged) ? left(withoutEffect(judgeLost(exchanged.left))) : judgeProbe(exchanged.right, now())
    }
  }
  const target = targetOf(settings, 'GET', seesCustomers(settings) ? '/v1/customers?limit=1' : '/v1/events')
  return (stop) => async () => {
    const replied = await call(target, undefined, stop)
    return isLeft(replied) ? left(withoutEffect(replied.left)) : judgeProbe(replied.right, now())
  }
}

const preflight = (settings: ClientSettings) => ({
  ...targetOf(settings, 'OPTIONS', '/client/v1/events'),
  headers: {
    ...plainHeaders(settings),
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type,x-client-application-id,x-client-token',
  },
  timeoutMs: settings.timeoutMs,
})

/** Answers below 500 that do not show that the API can be used. */
const useless: ReadonlySet<number> = new Set([401, 402, 403, 407, 408, 429])

const judgeProbe = (reply: HttpReply, now: number): Either<SendFailure, Receipt> => {
  const { status, headers, body } = reply
  const rate = rateOf(headers, now)
  if (status >= 200 && status < 300) {
    return isSuccess(body) ? right({ status, rate }) : left(withoutEffect(unreadable(status, rate)))
  }
  if (status >= 400 && status < 500 && !useless.has(status)) return right({ status, rate })
  const judged = judge(reply, [], now)
  return isLeft(judged) ? left(withoutEffect(judged.left)) : right({ status, rate })
}
