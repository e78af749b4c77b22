/**
 * The statuses it answers with. Not among them, on purpose: 3xx (senders follow with an empty GET and take its 200 for a
 * delivery), 202 and 204 (analytics-python sends again), 207 (Segment takes it for a full success), 410, 423, 460, 501,
 * 505, 511 (senders disagree on whether to try again).
 */
export type Status = 200 | 400 | 401 | 403 | 404 | 405 | 408 | 413 | 415 | 417 | 429 | 431 | 503

/** An answer on its way to a sender: always JSON. */
export interface Answer {
  readonly status: Status
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Absent on success. */
  readonly refusal?: { readonly code: Code; readonly message: string } | undefined
}

/** The short name of a refusal, for programs. */
export type Code =
  | 'bad_request'
  | 'busy'
  | 'expectation_failed'
  | 'full'
  | 'invalid_body'
  | 'invalid_json'
  | 'method_not_allowed'
  | 'not_found'
  | 'origin_not_allowed'
  | 'state_unavailable'
  | 'stopping'
  | 'timeout'
  | 'too_large'
  | 'unauthorized'
  | 'unsigned_batch'
  | 'unsupported_encoding'

/** 200 with a JSON value. */
export const ok = (value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  headers,
  body: JSON.stringify(value),
})

/** The answer to events that are stored. Exactly 200: analytics-python takes 202 and 204 for failures and sends again. */
export const stored: Answer = ok({ success: true })

/** A refusal. The body has `code` and `message`: analytics-python tries a 400 without them again and again. */
export const refuse = (
  status: Exclude<Status, 200>,
  code: Code,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers,
  body: JSON.stringify({ success: false, code, message }),
  refusal: { code, message },
})

/** A refusal that asks to try again. `seconds` is a whole number from 1 to 300: analytics-node reads nothing else. */
export const tryLater = (status: 429 | 503, code: Code, message: string, seconds: number): Answer =>
  refuse(status, code, message, { 'retry-after': String(seconds) })
