import type { HttpRequest } from '../delivery/http.ts'
import type { ClientSettings, ServerSettings, VoucherifySettings } from './settings.ts'

/** All of a request but its body. Holds the keys: never to be shown. */
export type RequestHead = Omit<HttpRequest, 'body'>

/** docs.voucherify.io, page "API overview", section on API endpoints. */
const clusters = {
  eu: 'https://api.voucherify.io',
  us1: 'https://us1.api.voucherify.io',
  as1: 'https://as1.api.voucherify.io',
} as const

/** A request with a body to a path of the API: `/v1/events`. */
export const requestHead = (settings: VoucherifySettings, path: string): RequestHead => ({
  method: 'POST',
  url: `${addressOf(settings)}${path}`,
  headers: {
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': 'Vouchrelay',
    'x-voucherify-channel': settings.channel,
    ...(settings.side === 'server' ? serverHeaders(settings) : clientHeaders(settings)),
  },
  timeoutMs: settings.timeoutMs,
})

/** Why no header can carry the secret of these settings, or undefined. The settings codec lets any text be a secret. */
export const unfitSecret = (settings: VoucherifySettings): string | undefined => {
  const [name, secret] =
    settings.side === 'server' ? ['secretKey', settings.secretKey] : ['clientSecretKey', settings.clientSecretKey]
  return /^[\x21-\x7e]+$/.test(secret.reveal())
    ? undefined
    : `${name} has a space, a line break or another character that no key has; nothing was sent`
}

const addressOf = ({ baseUrl, cluster = 'eu' }: VoucherifySettings): string =>
  // A slash at the end would make `//v1/events`, which is another path.
  baseUrl?.replace(/\/+$/, '') ?? clusters[cluster]

const serverHeaders = ({ applicationId, secretKey }: ServerSettings): Record<string, string> => ({
  'x-app-id': applicationId,
  'x-app-token': secretKey.reveal(),
})

const clientHeaders = ({ clientApplicationId, clientSecretKey, origin }: ClientSettings): Record<string, string> => ({
  'x-client-application-id': clientApplicationId,
  'x-client-token': clientSecretKey.reveal(),
  origin,
})
