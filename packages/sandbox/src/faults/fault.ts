/** When a fault strikes: the event or customer is not stored, or it is stored and only its answer goes wrong. */
export type FaultMoment = 'before-storing' | 'after-storing'

/**
 * What all faults share. A fault meets only calls that would have been answered 200; all others get their usual error.
 */
export interface AnyFault {
  /** How many calls it meets; default 1. */
  readonly times?: number
  /** The calls it meets; default: every call that is not a GET. */
  readonly match?: Match
}

/** Which calls a fault meets: those for which all of this holds. */
export interface Match {
  /**
   * Method and path, as in `POST /v1/customers`. A GET is met only by a fault that names it: `GET /v1/customers/ada`.
   */
  readonly call?: string
  /** The `source_id` of the customer that is sent, in an event or alone. */
  readonly sourceId?: string
  /** The name of the event that is sent. */
  readonly event?: string
}

/** Answers with a status, e.g. `{ times: 3, status: 503, headers: { 'retry-after': '2' } }`. */
export interface StatusFault extends AnyFault {
  /** 200 to 599. */
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /**
   * A string goes out as it is (`text/html`, unless the headers say otherwise), any other value as JSON; default:
   * empty.
   */
  readonly body?: unknown
  /** Default `before-storing`. */
  readonly after?: FaultMoment
}

/** Breaks the connection without an answer (TCP reset). */
export interface ResetFault extends AnyFault {
  readonly reset: FaultMoment
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

/** Something that goes wrong on purpose. Exactly one of `status`, `reset`, `hang` says what. */
export type Fault = StatusFault | ResetFault | HangFault

/** When a fault strikes. */
export function momentOf(fault: Fault): FaultMoment {
  return 'reset' in fault ? fault.reset : (fault.after ?? 'before-storing')
}
