import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { SendFailure } from '../contracts/failure.ts'
import type { HttpReply, Transport } from '../delivery/http.ts'
import { wasAborted } from '../delivery/lost.ts'
import type { Authorization } from './authorization.ts'
import type { OAuth } from './credentials.ts'
import { judge, judgeLost, unreadable } from './judge.ts'
import { keyHeaders, plainHeaders, targetOf, type RequestHeaders } from './request.ts'
import { readAnswer } from './reply.ts'
import type { VoucherifySettings } from './settings.ts'
import { withoutEffect } from './without-effect.ts'

/** A token with its times, in milliseconds since the epoch by our clock. */
interface Token {
  readonly headers: RequestHeaders
  /** From when a new one is fetched beside the work. */
  readonly renewAt: number
  readonly endsAt: number
}

type Obtained = Either<SendFailure, RequestHeaders>

/** The part of its life after which a token is renewed: three minutes are left of fifteen. */
const renewAfter = 0.8

/** How long a renewal beside the work is let be after one that failed, in milliseconds: the old token is still good. */
const retryMs = 10_000

const TokenReply = t.type({ access_token: t.string, expires_in: t.number })

/**
 * Tokens for client credentials (docs.voucherify.io, page "Generate OAuth 2.0 Token"): one for all requests, fetched when it is first
 * needed, renewed beside the work before it ends, or at once where it is refused. One is fetched at a time, and no timer runs.
 */
export const createTokens = (
  settings: VoucherifySettings,
  { applicationId, secretKey, scopes }: OAuth,
  transport: Transport,
  now: () => number,
): Authorization => {
  const request = {
    ...targetOf(settings, 'POST', '/v1/oauth/token'),
    headers: {
      ...plainHeaders(settings),
      'content-type': 'application/x-www-form-urlencoded',
      ...keyHeaders('server', { id: applicationId, secret: secretKey }),
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: scopes.join(' ') }).toString(),
    timeoutMs: settings.timeoutMs,
  }
  let held: Token | undefined
  let fetching: Promise<Obtained> | undefined
  let quietUntil = 0

  const fetchToken = async (): Promise<Obtained> => {
    const asked = now()
    const exchanged = await transport.exchange(request, never)()
    const read = isLeft(exchanged) ? left(judgeLost(exchanged.left)) : readToken(exchanged.right, asked, now())
    fetching = undefined
    if (isLeft(read)) {
      const failure = asNoToken(read.left)
      quietUntil = now() + (failure.waitMs ?? retryMs)
      return left(failure)
    }
    held = read.right
    return right(held.headers)
  }
  const fetched = (): Promise<Obtained> => (fetching ??= fetchToken())

  return {
    atHand: () => {
      const time = now()
      if (held === undefined || time >= held.endsAt) return undefined
      if (time >= held.renewAt && time >= quietUntil) void fetched()
      return held.headers
    },
    obtain: (stop) => unlessStopped(fetched(), stop),
    renew: async (refused, stop) => {
      // Somebody else has renewed it since.
      if (held !== undefined && held.headers !== refused) return right(held.headers)
      held = undefined
      return unlessStopped(fetched(), stop)
    },
  }
}

const readToken = (reply: HttpReply, asked: number, now: number): Either<SendFailure, Token> => {
  const judged = judge(reply, [], now)
  if (isLeft(judged)) return judged
  const { status, rate } = judged.right
  const answer = readAnswer(reply.body)
  const decoded = TokenReply.decode(answer._tag === 'Json' ? answer.value : undefined)
  if (isLeft(decoded)) return left(unreadable(status, rate))
  const { access_token, expires_in } = decoded.right
  if (!/^[\x21-\x7e]+$/.test(access_token) || !(expires_in > 0)) return left(unreadable(status, rate))
  const lifeMs = expires_in * 1000
  return right({
    headers: { authorization: `Bearer ${access_token}` },
    renewAt: asked + lifeMs * renewAfter,
    endsAt: asked + lifeMs,
  })
}

/** What it means for a shipment that there is no token: it was not sent, and what is refused is the keys. */
const asNoToken = (failure: SendFailure): SendFailure => {
  const { fate, message, ...others } = withoutEffect(failure)
  return { ...others, fate: fate === 'refused' ? 'misconfigured' : fate, message: `no token: ${message}` }
}

/** What all share is aborted by nobody's `stop`: whoever is stopped waits no longer. */
const unlessStopped = async (work: Promise<Obtained>, stop: AbortSignal): Promise<Obtained> => {
  const stopped = Promise.withResolvers<Obtained>()
  const abort = (): void => stopped.resolve(left(judgeLost(wasAborted(false))))
  if (stop.aborted) abort()
  stop.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([stopped.promise, work])
  } finally {
    stop.removeEventListener('abort', abort)
  }
}

const never = new AbortController().signal
