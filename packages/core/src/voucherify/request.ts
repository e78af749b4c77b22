import type { HttpRequest } from '../delivery/http.ts'
import type { Keys } from './credentials.ts'
import type { VoucherifySettings } from './settings.ts'

/** Headers of a request. May hold keys: never to be shown. */
export type RequestHeaders = HttpRequest['headers']

/** Which method of which address. */
export type Target = Pick<HttpRequest, 'method' | 'url'>

/** docs.voucherify.io, page "API overview", section on API endpoints. */
const clusters = {
  eu: 'https://api.voucherify.io',
  us1: 'https://us1.api.voucherify.io',
  as1: 'https://as1.api.voucherify.io',
} as const

/** A path of the API: `/v1/events`. */
export const targetOf = (settings: VoucherifySettings, method: Target['method'], path: string): Target => {
  const { baseUrl, cluster = 'eu' } = settings
  // A slash at the end would make `//v1/events`, which is another path.
  return { method, url: `${baseUrl?.replace(/\/+$/, '') ?? clusters[cluster]}${path}` }
}

/** The headers that all requests have, whatever authorizes them. */
export const plainHeaders = (settings: VoucherifySettings): RequestHeaders => ({
  accept: 'application/json',
  'user-agent': 'Vouchrelay',
  'x-voucherify-channel': settings.channel,
  ...(settings.side === 'client' ? { origin: settings.origin } : {}),
})

/** The headers that carry keys. */
export const keyHeaders = (side: VoucherifySettings['side'], { id, secret }: Omit<Keys, '_tag'>): RequestHeaders =>
  side === 'server'
    ? { 'x-app-id': id, 'x-app-token': secret.reveal() }
    : { 'x-client-application-id': id, 'x-client-token': secret.reveal() }

/** Why no header can carry the secret of these settings, or undefined. The settings codec lets any text be a secret. */
export const unfitSecret = ({ side, credentials }: VoucherifySettings): string | undefined => {
  const [name, secret] =
    credentials._tag === 'OAuth'
      ? ['oauth.secretKey', credentials.secretKey]
      : [side === 'server' ? 'secretKey' : 'clientSecretKey', credentials.secret]
  return /^[\x21-\x7e]+$/.test(secret.reveal())
    ? undefined
    : `${name} has a space, a line break or another character that no key has; nothing was sent`
}
