/** When a fault strikes: the event or customer is not stored, or it is stored and only its answer goes wrong. */
export type FaultMoment = 'before-storing' | 'after-storing'

/**
 * What all faults share. A fault meets only calls that would have been answered 200; all others get their usual error.
 */
export interface AnyFault {
  /** What it is counted as; default: its kind, as in `status 503`. Faults of one name are counted together. */
  readonly name?: string
  /** How many calls it meets; default 1, with a `probability` all that it is to meet. */
  readonly times?: number
  /** The share of the calls that it meets, more than 0 and at most 1: each is decided for itself. Default 1. */
  readonly probability?: number
  /** A whole number that makes the decisions the same each time. */
  readonly seed?: number
  /** The calls it meets; default: every call that sends an event or a customer. */
  readonly match?: Match
}

/** Which calls a fault meets: those for which all of this holds. */
export interface Match {
  /**
   * Method and path, as in `POST /v1/customers`; `*` stands for any text, as in `GET /v1/customers/*`. A GET or a token
   * request is met only by a fault that names it.
   */
  readonly call?: string
  /** The `source_id` of the customer that is sent, in an event or alone. */
  readonly sourceId?: string
  /** The name of the event that is sent. */
  readonly event?: string
  /** The first of those calls that it meets, counted from 1 when the fault is scripted. */
  readonly nth?: number
}

/** Answers with a status, e.g. `{ times: 3, status: 503, retryAfterMs: 2000 }`. */
export interface StatusFault extends AnyFault {
  /** 200 to 599. */
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /**
   * A string goes out as it is (`text/html`, unless the headers say otherwise), any other value as JSON; default:
   * empty.
   */
  readonly body?: unknown
  /** Sends `Retry-After`, rounded up to whole seconds. */
  readonly retryAfterMs?: number
  /** How it is written (RFC 9110, section 10.2.3): as seconds, the default, or as the date they lead to. */
  readonly retryAfterAs?: 'seconds' | 'date'
  /** Default `before-storing`. */
  readonly after?: FaultMoment
}

/** Answers 429 as the API does when a quota is used up, with its body and headers, whatever the quota. */
export interface ThrottleFault extends AnyFault {
  /** Milliseconds until the next call is possible, for `Retry-After` and `X-Rate-Limit-Retry`. */
  readonly throttle: number
  /** `X-Rate-Limit-Type`; default: not sent. */
  readonly type?: 'api_calls' | 'api_calls_cycle'
}

/** Breaks the connection without an answer (TCP reset). */
export interface ResetFault extends AnyFault {
  readonly reset: FaultMoment
}

/** Never answers: the connection stays open until the client gives up. */
export interface TimeoutFault extends AnyFault {
  readonly timeout: FaultMoment
}

/**
 * Keeps the client waiting, then goes on as usual: what was sent is stored and answered, even if the client has given
 * up by then.
 */
export interface HangFault extends AnyFault {
  /** Milliseconds. */
  readonly hang: number
  /** Whether it waits before or after storing; default `before-storing`. */
  readonly after?: FaultMoment
}

/** Stores what was sent, begins to answer, and breaks the connection in the middle of the headers or of the body. */
export interface CutFault extends AnyFault {
  readonly cut: 'headers' | 'body'
}

/** Stores what was sent and answers, but the body takes so many milliseconds to come. */
export interface TrickleFault extends AnyFault {
  readonly trickle: number
}

/**
 * Stores what was sent and answers 200 with what cannot be read as its answer: the right JSON called HTML, JSON without
 * its end, or the body of an error.
 */
export interface DistortFault extends AnyFault {
  readonly distort: 'content-type' | 'truncated-json' | 'error-body'
}

/** A fault in place of an answer, or a pause before it. */
export type StrikingFault = StatusFault | ThrottleFault | ResetFault | TimeoutFault | HangFault

/** A fault that makes something else of the answer to what was stored. */
export type SpoilingFault = CutFault | TrickleFault | DistortFault

/**
 * Something that goes wrong on purpose. Exactly one of `status`, `throttle`, `reset`, `timeout`, `hang`, `cut`,
 * `trickle`, `distort` says what.
 */
export type Fault = StrikingFault | SpoilingFault

/** When a fault strikes. */
export function momentOf(fault: StrikingFault): FaultMoment {
  if ('throttle' in fault) return 'before-storing'
  if ('reset' in fault) return fault.reset
  return 'timeout' in fault ? fault.timeout : (fault.after ?? 'before-storing')
}
