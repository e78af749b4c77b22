import { createAjv } from '../create-ajv.ts'
import { wording } from '../wording.ts'
import type { Fault } from './fault.ts'

/** Faults read from a value from outside, or what is wrong with it. */
export type ReadFaults =
  | { readonly _tag: 'Faults'; readonly faults: readonly Fault[] }
  | { readonly _tag: 'Complaint'; readonly complaint: string }

/**
 * Reads one fault or an array of them. The complaint names the first bad fault, counted from 1, and the first thing
 * wrong in it.
 */
export function readFaults(value: unknown): ReadFaults {
  const faults: Fault[] = []
  for (const [index, one] of (Array.isArray(value) ? value : [value]).entries()) {
    const judged = readFault(one)
    if (typeof judged === 'string') return { _tag: 'Complaint', complaint: `Fault ${index + 1}: ${judged}` }
    faults.push(judged)
  }
  return { _tag: 'Faults', faults }
}

const moment = { enum: ['before-storing', 'after-storing'] }
const milliseconds = { type: 'integer', minimum: 0 }
const positive = { type: 'integer', minimum: 1 }

const shared = {
  name: { type: 'string', minLength: 1 },
  times: positive,
  probability: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
  seed: { type: 'integer' },
  match: closed({
    call: { type: 'string' },
    sourceId: { type: 'string' },
    event: { type: 'string' },
    nth: positive,
  }),
}

/**
 * The fields of each kind of fault, by the field that tells the kind. A new kind is a line here, one in `Fault`, one in
 * `strike` or `spoil`, and one in `nameOf`.
 */
const kinds = new Map(
  Object.entries({
    status: {
      status: { type: 'integer', minimum: 200, maximum: 599 },
      headers: { type: 'object', additionalProperties: { type: 'string' } },
      body: {},
      retryAfterMs: milliseconds,
      retryAfterAs: { enum: ['seconds', 'date'] },
      after: moment,
    },
    throttle: { throttle: milliseconds, type: { enum: ['api_calls', 'api_calls_cycle'] } },
    reset: { reset: moment },
    timeout: { timeout: moment },
    hang: { hang: milliseconds, after: moment },
    cut: { cut: { enum: ['headers', 'body'] } },
    trickle: { trickle: milliseconds },
    distort: { distort: { enum: ['content-type', 'truncated-json', 'error-body'] } },
  }).map(([kind, fields]) => [kind, createAjv().compile<Fault>(closed({ ...shared, ...fields }))]),
)

function closed(properties: Readonly<Record<string, unknown>>) {
  return { type: 'object', additionalProperties: false, properties }
}

function readFault(value: unknown): Fault | string {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const [kind, ...others] = keys.filter((key) => kinds.has(key))
  const isFault = kinds.get(kind ?? '')
  if (isFault === undefined || others.length > 0) return `must have exactly one of ${[...kinds.keys()].join(', ')}`
  return isFault(value) ? value : (isFault.errors ?? []).map(wording).join(', ')
}
