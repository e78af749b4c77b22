import type { Fate, Fault, SendFailure } from '../../contracts/failure.ts'

/**
 * Why a call of the client was rejected. `fate` tells what to do: `refused` and `misconfigured` fail again; `throttled` and
 * `unavailable` may be sent again; `in-doubt` may have been processed, so that sending it again may count it twice.
 *
 * A class, since a caller of `await` tells errors apart with `instanceof`. Carries no key and no payload but `faults[].found`.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly fate: Fate
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined
  /** Voucherify's short name of the error. */
  readonly key: string | undefined
  /** Voucherify's id of the request, for its support. */
  readonly requestId: string | undefined
  /** How long from then Voucherify asked not to be called, in milliseconds. */
  readonly waitMs: number | undefined
  /** What is wrong with the request, by the API's own names; empty where it was sent. */
  readonly faults: readonly Fault[]

  constructor({ fate, message, status, key, requestId, waitMs }: SendFailure, faults: readonly Fault[] = []) {
    super(message)
    this.fate = fate
    this.status = status
    this.key = key
    this.requestId = requestId
    this.waitMs = waitMs
    this.faults = faults
  }
}
