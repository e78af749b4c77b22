import type { Either } from 'fp-ts/lib/Either.js'
import type { SendFailure } from '../contracts/failure.ts'
import type { RequestHeaders } from './request.ts'

/** What authorizes requests. The same headers are the same object. */
export interface Authorization {
  /** The headers, where they are at hand. */
  readonly atHand: () => RequestHeaders | undefined
  /** The headers, fetched. Never rejects. */
  readonly obtain: (stop: AbortSignal) => Promise<Either<SendFailure, RequestHeaders>>
  /** Others in place of those that were answered with 401; absent where there are no others. Never rejects. */
  readonly renew?: (refused: RequestHeaders, stop: AbortSignal) => Promise<Either<SendFailure, RequestHeaders>>
}
