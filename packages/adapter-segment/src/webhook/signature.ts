import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Secret } from '@vouchrelay/core'

const SHA1_HEX = /^[0-9a-f]{40}$/i

/**
 * Tells whether the values of `X-Signature` are one signature over these bytes: hex HMAC-SHA1 with one of the shared
 * secrets. All secrets are tried, in constant time. A header that was sent twice is no signature.
 *
 * @see https://segment.com/docs/connections/destinations/catalog/actions-webhook/#authentication
 */
export const isSigned = (bytes: Uint8Array, given: readonly string[], secrets: readonly Secret[]): boolean => {
  const [signature, ...more] = given
  if (signature === undefined || more.length > 0 || !SHA1_HEX.test(signature)) return false
  const claimed = Buffer.from(signature, 'hex')
  return secrets.reduce(
    (found, secret) => timingSafeEqual(createHmac('sha1', secret.reveal()).update(bytes).digest(), claimed) || found,
    false,
  )
}
