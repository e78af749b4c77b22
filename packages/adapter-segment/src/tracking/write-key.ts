import { headerValues, type Exchange } from '../http/exchange.ts'
import { isObject } from '../is-object.ts'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** The user of `Basic`; a missing colon is tolerated, as Segment does. `Bearer` (OAuth) names no key: the body does. */
const basicUser = (authorization: string | undefined): string | undefined => {
  const encoded = /^basic\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1]
  return encoded === undefined ? undefined : text(Buffer.from(encoded, 'base64').toString().split(':')[0])
}

/**
 * The write key outside of the body: `Authorization: Basic`, then `X-Write-Key`, then the query's `writeKey` or
 * `writekey`. It is looked for before the body's, which some senders mask.
 *
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#authentication
 */
export const keyOfHead = ({ request, query }: Pick<Exchange, 'request' | 'query'>): string | undefined =>
  basicUser(request.headers.authorization) ??
  text(headerValues(request, 'x-write-key')[0]) ??
  text(query.get('writeKey')) ??
  text(query.get('writekey'))

/** The write key in a body or an event: `writeKey`, then `api_key`. */
export const keyOfBody = (body: unknown): string | undefined =>
  isObject(body) ? (text(body['writeKey']) ?? text(body['api_key'])) : undefined
