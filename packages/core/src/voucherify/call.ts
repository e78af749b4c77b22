import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type { SendFailure } from '../contracts/failure.ts'
import type { HttpReply, Transport, TransportFailure } from '../delivery/http.ts'
import type { Authorization } from './authorization.ts'
import { judgeLost } from './judge.ts'
import { keyHeaders, plainHeaders, type RequestHeaders, type Target } from './request.ts'
import type { VoucherifySettings } from './settings.ts'
import { createTokens } from './token.ts'

type Replied = Either<SendFailure, HttpReply>
type Exchanged = Either<TransportFailure, HttpReply>

/**
 * One authorized call of the API, with a body of JSON or none; left where there was no reply. Where a token is refused (401), the call
 * is repeated once with another: what is refused for that is not processed. `stop` aborts it. Never rejects.
 */
export type Call = (target: Target, body: string | undefined, stop: AbortSignal) => Promise<Replied>

/** The headers of a request, without and with a body. */
interface Heads {
  readonly authorized: RequestHeaders
  readonly bare: RequestHeaders
  readonly json: RequestHeaders
}

/** Calls with the keys of these settings, or with a token that all of them share. */
export const createCall = (settings: VoucherifySettings, transport: Transport, now: () => number): Call => {
  const { timeoutMs } = settings
  const authorization = authorizationOf(settings, transport, now)
  const plain = plainHeaders(settings)
  let heads: Heads | undefined
  /** Put together once for all requests of the same authorization. */
  const headsFor = (authorized: RequestHeaders): Heads => {
    if (heads?.authorized === authorized) return heads
    const bare = { ...plain, ...authorized }
    return (heads = { authorized, bare, json: { 'content-type': 'application/json', ...bare } })
  }

  return async ({ method, url }, body, stop) => {
    const attempt = (authorized: RequestHeaders): Promise<Exchanged> => {
      const { bare, json } = headsFor(authorized)
      return transport.exchange({ method, url, headers: body === undefined ? bare : json, body, timeoutMs }, stop)()
    }
    const atHand = authorization.atHand()
    const obtained = atHand === undefined ? await authorization.obtain(stop) : right(atHand)
    if (isLeft(obtained)) return obtained
    const first = await attempt(obtained.right)
    if (isLeft(first) || first.right.status !== 401 || authorization.renew === undefined) return judged(first)
    const renewed = await authorization.renew(obtained.right, stop)
    return isLeft(renewed) ? renewed : judged(await attempt(renewed.right))
  }
}

const judged = (exchanged: Exchanged): Replied => (isLeft(exchanged) ? left(judgeLost(exchanged.left)) : exchanged)

/** Keys are always at hand; a token is fetched when it is first needed. */
const authorizationOf = (settings: VoucherifySettings, transport: Transport, now: () => number): Authorization => {
  const { side, credentials } = settings
  if (credentials._tag === 'OAuth') return createTokens(settings, credentials, transport, now)
  const headers = keyHeaders(side, credentials)
  return { atHand: () => headers, obtain: async () => right(headers) }
}
