import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Envelope } from '../envelope.ts'
import { isObject } from '../is-object.ts'
import { refuse, type Answer } from '../http/answer.ts'
import { itemsOf, type Item } from '../intake/items.ts'
import { sliceBatch, sliceValue } from '../intake/json-slices.ts'
import { parseBytes, parseJson } from '../intake/parse-json.ts'
import type { RequestLimits } from '../settings/limits.ts'
import type { TrackingPath } from './calls.ts'
import { keyOfBody } from './write-key.ts'

/** What a request to the Tracking API brings. */
export interface TrackingRequest {
  readonly items: readonly Item[]
  readonly shared: Envelope
  /** The write key in the body or its first event. */
  readonly key: string | undefined
}

const notJson = refuse(400, 'invalid_json', 'the body is not JSON')

const readCall = (body: Uint8Array, type: string, limits: RequestLimits): Either<Answer, TrackingRequest> => {
  const slice = sliceValue(body)
  if (slice === undefined) return left(notJson)
  const items = itemsOf(body, [slice], limits)
  const value = items[0]?.value
  if (value === undefined && items[0]?.fault === undefined) return left(notJson)
  if (value !== undefined && !isObject(value)) return left(refuse(400, 'invalid_body', 'the body is not an object'))
  return right({ items, shared: { channel: 'tracking', type }, key: keyOfBody(value) })
}

/** What a batch may say once for all its events. */
const sharedNames = ['sentAt', 'context', 'integrations', 'userId', 'anonymousId'] as const

const readBatch = (body: Uint8Array, limits: RequestLimits): Either<Answer, TrackingRequest> => {
  const slices = sliceBatch(body, limits.maxItems)
  if (slices === undefined) return left(notJson)
  const members: Record<string, unknown> = Object.create(null)
  for (const [name, { start, end, depth }] of slices.members) {
    if (depth > limits.maxDepth)
      return left(refuse(400, 'invalid_body', `the batch is over ${limits.maxDepth} levels deep`))
    const key = parseJson(name)
    const value = parseBytes(body.subarray(start, end))
    if (typeof key !== 'string' || value === undefined) return left(notJson)
    members[key] = value
  }
  const { elements } = slices
  if (elements === undefined) return left(refuse(400, 'invalid_body', 'the body has no list `batch`'))
  if (elements.length > limits.maxItems)
    return left(refuse(413, 'too_large', `the batch has more than ${limits.maxItems} events`))
  const said = sharedNames.filter((name) => members[name] !== undefined && members[name] !== null)
  const shared: Envelope = { channel: 'tracking', ...Object.fromEntries(said.map((name) => [name, members[name]])) }
  if (JSON.stringify(shared).length > limits.maxSharedBytes)
    return left(refuse(413, 'too_large', `what the batch says for all events is over ${limits.maxSharedBytes} bytes`))
  const items = itemsOf(body, elements, limits)
  return right({ items, shared, key: keyOfBody(members) ?? keyOfBody(items[0]?.value) })
}

/** Reads the body of a request to the Tracking API. A wrong event is an item like any other; a wrong body is refused. */
export const readTracking = (
  body: Uint8Array,
  path: TrackingPath,
  limits: RequestLimits,
): Either<Answer, TrackingRequest> =>
  path.kind === 'call' ? readCall(body, path.type, limits) : readBatch(body, limits)
