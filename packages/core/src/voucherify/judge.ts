import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Receipt } from '../contracts/destination.ts'
import type { DoubtCause, Fate, RateReading, SendFailure } from '../contracts/failure.ts'
import type { HttpReply, LossCause, TransportFailure } from '../delivery/http.ts'
import { retryAfter } from '../delivery/retry-after.ts'
import { errorFacts, isErrorBody } from './errors.ts'
import { fateOf } from './fates.ts'
import type { NotProcessed } from './not-processed.ts'
import { rateOf } from './rate.ts'
import { readAnswer } from './reply.ts'

/**
 * What a reply says of the body that was sent. Any 2xx is success, with an object, nothing or `OK` in it: older
 * versions answer less, and the official SDKs take all of them. A 2xx with HTML, a broken text or an error came from
 * something in between: in doubt.
 */
export const judge = (
  reply: HttpReply,
  notProcessed: readonly NotProcessed[],
  now: number,
): Either<SendFailure, Receipt> => {
  const { status, body } = reply
  const rate = rateOf(reply.headers, now)
  if (status >= 200 && status < 300) {
    return isSuccess(body) ? right({ status, rate }) : left(unreadable(status, rate))
  }
  const fate = fateOf(reply, notProcessed)
  const { key, message, requestId } = errorFacts(status, readAnswer(body))
  const text = `answered ${status}${key === undefined ? '' : ` ${key}`}: ${onOneLine(message)}`
  return left({
    _tag: 'SendFailure',
    fate,
    ...(fate === 'in-doubt' ? { doubt: 'status' as const } : {}),
    status,
    key,
    requestId,
    message: text,
    waitMs: waitMs(reply, fate, rate, now),
    rate,
  })
}

/** A 2xx that something in between wrote, or that was cut short. */
export const unreadable = (status: number, rate: RateReading | undefined): SendFailure => ({
  _tag: 'SendFailure',
  fate: 'in-doubt',
  doubt: 'answer',
  status,
  message: `answered ${status}, but not as the API does`,
  rate,
})

/** What a request without a reply says of the body. */
export const judgeLost = ({ written, cause, message }: TransportFailure): SendFailure => ({
  _tag: 'SendFailure',
  fate: written ? 'in-doubt' : 'unavailable',
  ...(written ? { doubt: doubts[cause] } : {}),
  message: `${written ? 'sent, but no answer could be read' : 'not sent'}: ${onOneLine(message)}`,
})

/** Whether a 2xx with this in it is Voucherify's. */
export const isSuccess = (body: string): boolean => {
  const answer = readAnswer(body)
  if (answer._tag === 'Empty') return true
  return answer._tag === 'Json' ? !isErrorBody(answer.value) : answer.text === 'OK'
}

const doubts: Readonly<Record<LossCause, DoubtCause>> = {
  timeout: 'timeout',
  reset: 'reset',
  aborted: 'stopped',
  unreadable: 'answer',
}

/** `X-Rate-Limit-Retry` comes with every answer: only with a 429 does it ask to wait. The longer of both holds. */
const waitMs = ({ headers }: HttpReply, fate: Fate, rate: RateReading | undefined, now: number): number | undefined => {
  if (fate === 'refused' || fate === 'misconfigured') return undefined
  const asked = retryAfter(headers, now)
  const reset = fate === 'throttled' ? rate?.resetMs : undefined
  return asked === undefined || reset === undefined ? (asked ?? reset) : Math.max(asked, reset)
}

const onOneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, 300)
