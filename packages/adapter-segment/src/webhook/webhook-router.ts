import { isLeft } from 'fp-ts/lib/Either.js'
import type { Secret } from '@vouchrelay/core'
import { refuse, type Answer } from '../http/answer.ts'
import { headerValues, type Exchange, type Route, type Router } from '../http/exchange.ts'
import { readBody } from '../http/read-body.ts'
import { createMatcher } from '../http/same-secret.ts'
import { itemsOf } from '../intake/items.ts'
import type { Store } from '../intake/store.ts'
import type { Webhook } from '../settings/webhook.ts'
import { readWebhook } from './read-webhook.ts'
import { isSigned } from './signature.ts'

const allOf = (one: Secret | undefined, several: readonly Secret[] | undefined): readonly Secret[] => [
  ...(one === undefined ? [] : [one]),
  ...(several ?? []),
]

const unsigned = refuse(401, 'unauthorized', 'the signature is missing or wrong')
const strange = refuse(401, 'unauthorized', 'the secret header is missing or wrong')
const unsignedBatch = refuse(
  401,
  'unsigned_batch',
  'Segment signs only the first event of a batch: set a secret header, or turn batching off',
)

/**
 * One webhook of Segment's: its credentials, then its events. What it takes is answered 200, all of it; Segment takes
 * any other success for all of it too, and follows a redirect with an empty GET.
 */
const createRoute = (webhook: Webhook, store: Store): Route => {
  const { sharedSecret, sharedSecrets, secretHeader, trustFirstSignature, limits } = webhook
  const secrets = allOf(sharedSecret, sharedSecrets)
  const isRight = createMatcher(allOf(secretHeader?.value, secretHeader?.values))

  const isCovered = (values: readonly string[]): boolean => values.length === 1 && isRight(values[0] ?? '')

  const answer = async (exchange: Exchange): Promise<Answer> => {
    const { request, receivedAt } = exchange
    if (secretHeader !== undefined && !isCovered(headerValues(request, secretHeader.name))) return strange
    const signatures = headerValues(request, 'x-signature')
    if (secrets.length > 0 && signatures.length === 0) return unsigned
    const body = await readBody(exchange, limits)
    if (isLeft(body)) return body.left
    const read = readWebhook(body.right, limits)
    if (isLeft(read)) return read.left
    const { slices, signed } = read.right
    if (secrets.length > 0) {
      if (signed === undefined || !isSigned(signed, signatures, secrets)) return unsigned
      if (slices.length > 1 && secretHeader === undefined && !trustFirstSignature) return unsignedBatch
    }
    const items = itemsOf(body.right, slices, limits)
    const [first] = items
    const isWhole = items.length === 1 && signed === body.right
    if (isWhole && first?.value === undefined && first?.fault === undefined)
      return refuse(400, 'invalid_json', 'the body is not JSON')
    return store(items, { channel: 'webhook' }, receivedAt)
  }

  // Segment sends with any of the three, as the destination is set.
  return { methods: ['POST', 'PUT', 'PATCH'], answer }
}

/** Segment's webhook destinations, each at its path. */
export const createWebhookRouter = (webhooks: readonly Webhook[], store: Store): Router => {
  const routes = new Map(webhooks.map((webhook) => [webhook.path.replace(/\/+$/, ''), createRoute(webhook, store)]))
  return (path) => routes.get(path)
}
