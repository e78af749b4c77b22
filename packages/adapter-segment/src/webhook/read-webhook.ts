import { left, right, type Either } from 'fp-ts/lib/Either.js'
import { refuse, type Answer } from '../http/answer.ts'
import { sliceArray, sliceValue, unwrapJson, type Slice } from '../intake/json-slices.ts'
import type { RequestLimits } from '../settings/limits.ts'

/** The events of a webhook body, not parsed yet: a signature is checked before. */
export interface WebhookBody {
  readonly slices: readonly Slice[]
  /** What Segment signs: the whole body, or of a batch its first event. Undefined for an empty batch. */
  readonly signed: Uint8Array | undefined
}

const firstByte = (body: Uint8Array): number | undefined => body.find((byte) => byte > 0x20)

/**
 * Segment sends one object, or a bare array of them; the Extensible Webhook sends each of a batch as `{"json": {...}}`
 * and signs what is inside.
 *
 * @see https://github.com/segmentio/action-destinations/tree/main/packages/destination-actions/src/destinations/webhook
 * @see https://github.com/segmentio/action-destinations/tree/main/packages/destination-actions/src/destinations/webhook-extensible
 */
export const readWebhook = (body: Uint8Array, limits: RequestLimits): Either<Answer, WebhookBody> => {
  const isBatch = firstByte(body) === '['.charCodeAt(0)
  const whole = isBatch ? undefined : sliceValue(body)
  const elements = isBatch ? sliceArray(body, limits.maxItems) : whole && [whole]
  if (elements === undefined) return left(refuse(400, 'invalid_json', 'the body is not JSON'))
  if (whole !== undefined && body[whole.start] !== '{'.charCodeAt(0))
    return left(refuse(400, 'invalid_body', 'the body is neither an object nor an array of objects'))
  if (elements.length > limits.maxItems)
    return left(refuse(413, 'too_large', `the batch has more than ${limits.maxItems} events`))
  if (!isBatch) return right({ slices: elements, signed: body })
  const slices = elements.map((slice) => unwrapJson(body, slice))
  return right({ slices, signed: slices[0] && body.subarray(slices[0].start, slices[0].end) })
}
