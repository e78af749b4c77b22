import type { Described } from '../contracts/described.ts'
import { described } from '../settings/field.ts'

/** Statuses with which the API says that it has not processed a request that it otherwise might have. */
export interface NotProcessed {
  readonly status: number
  /** Only an answer with a `Retry-After` header says so. */
  readonly withRetryAfter: boolean
}

export const NotProcessed: Described<NotProcessed> = described(
  'a status such as 503 or "503 with Retry-After" (408 or 500 to 599)',
  { type: ['integer', 'string'], pattern: '^(408|5[0-9]{2})( with Retry-After)?$', minimum: 408, maximum: 599 },
  (u) => {
    const [, status, condition] = /^(408|5\d\d)( with Retry-After)?$/.exec(String(u)) ?? []
    return status === undefined ? undefined : { status: Number(status), withRetryAfter: condition !== undefined }
  },
)
