import { isLeft } from 'fp-ts/lib/Either.js'
import { ok, refuse, stored, type Answer } from '../http/answer.ts'
import type { Exchange, Route, Router } from '../http/exchange.ts'
import { readBody } from '../http/read-body.ts'
import { createMatcher } from '../http/same-secret.ts'
import type { Store } from '../intake/store.ts'
import type { Tracking } from '../settings/tracking.ts'
import { trackingPaths, type TrackingPath } from './calls.ts'
import { withCors } from './cors.ts'
import { readTracking } from './read-tracking.ts'
import { keyOfHead } from './write-key.ts'

const unauthorized = refuse(401, 'unauthorized', 'the write key is missing or unknown')

/**
 * The Tracking API, as Segment's libraries and those like them use it: events, one or many; the settings that
 * analytics.js asks for; its telemetry, which is taken and dropped.
 *
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
 */
export const createTrackingRouter = ({ writeKeys, allowOrigins, limits }: Tracking, store: Store): Router => {
  const isLive = createMatcher(writeKeys)

  const take = async (exchange: Exchange, path: TrackingPath): Promise<Answer> => {
    const known = keyOfHead(exchange)
    if (known !== undefined && !isLive(known)) return unauthorized
    const body = await readBody(exchange, limits)
    if (isLeft(body)) return body.left
    const read = readTracking(body.right, path, limits)
    if (isLeft(read)) return read.left
    const { items, shared, key } = read.right
    if (known === undefined && (key === undefined || !isLive(key))) return unauthorized
    return store(items, shared, exchange.receivedAt)
  }

  const drop = async (exchange: Exchange): Promise<Answer> => {
    const body = await readBody(exchange, limits)
    return isLeft(body) ? body.left : stored
  }

  const settingsFor = (key: string): Answer =>
    isLive(key)
      ? ok({ integrations: { 'Segment.io': { apiKey: key } } })
      : refuse(404, 'not_found', 'there are no settings for this write key')

  const events = new Map<string, Route>(
    [...trackingPaths].map(([path, kind]) => [path, { methods: ['POST'], answer: (exchange) => take(exchange, kind) }]),
  )

  const find = (path: string): Route | undefined => {
    if (path === '/v1/m') return { methods: ['POST'], answer: drop }
    const key = /^\/v1\/projects\/([^/]+)\/settings$/.exec(path)?.[1]
    return key === undefined ? events.get(path) : { methods: ['GET', 'HEAD'], answer: async () => settingsFor(key) }
  }

  return (path) => {
    const route = find(path)
    return route === undefined ? undefined : withCors(route, allowOrigins)
  }
}
