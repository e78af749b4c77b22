import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Fate, SendFailure } from '../contracts/failure.ts'
import type { HttpReply, TransportFailure } from '../delivery/http.ts'
import { retryAfter } from '../delivery/retry-after.ts'
import { errorFacts, isErrorBody } from './errors.ts'
import { fateOf } from './fates.ts'
import { readAnswer, type Answer } from './reply.ts'
import type { NotProcessed } from './settings.ts'

/** A request that Voucherify took. */
export interface Taken {
  readonly status: number
  readonly answer: Answer
}

/**
 * What a reply says of the body that was sent. Any 2xx is success, with an object, nothing or `OK` in it: older
 * versions answer less, and the official SDKs take all of them. A 2xx with HTML, a broken text or an error came from
 * something in between: in doubt.
 */
export const judge = (
  reply: HttpReply,
  notProcessed: readonly NotProcessed[],
  now: number,
): Either<SendFailure, Taken> => {
  const { status } = reply
  const answer = readAnswer(reply.body)
  if (status >= 200 && status < 300) {
    if (isSuccess(answer)) return right({ status, answer })
    return left({
      _tag: 'SendFailure',
      fate: 'in-doubt',
      status,
      message: `answered ${status}, but not as the API does`,
    })
  }
  const fate = fateOf(reply, notProcessed)
  const { key, message, requestId } = errorFacts(status, answer)
  const text = `answered ${status}${key === undefined ? '' : ` ${key}`}: ${onOneLine(message)}`
  return left({
    _tag: 'SendFailure',
    fate,
    status,
    key,
    requestId,
    message: text,
    notBefore: notBefore(reply, fate, now),
  })
}

/** What a request without a reply says of the body. */
export const judgeLost = ({ written, message }: TransportFailure): SendFailure => ({
  _tag: 'SendFailure',
  fate: written ? 'in-doubt' : 'unavailable',
  message: `${written ? 'sent, but no answer could be read' : 'not sent'}: ${onOneLine(message)}`,
})

const isSuccess = (answer: Answer): boolean => {
  if (answer._tag === 'Empty') return true
  return answer._tag === 'Json' ? !isErrorBody(answer.value) : answer.text === 'OK'
}

/** `X-Rate-Limit-Retry` comes with every answer: only with a 429 does it ask to wait. */
const notBefore = ({ headers }: HttpReply, fate: Fate, now: number): number | undefined => {
  if (fate === 'refused' || fate === 'misconfigured') return undefined
  return retryAfter(fate === 'throttled' ? headers : { 'retry-after': headers['retry-after'] }, now)
}

const onOneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, 300)
