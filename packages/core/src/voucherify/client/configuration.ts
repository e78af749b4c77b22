import { isLeft } from 'fp-ts/lib/Either.js'
import { faultsOf } from '../../contracts/faults-of.ts'
import { unfitSecret } from '../request.ts'
import { VoucherifySettings } from '../settings.ts'

interface CommonOptions {
  /** The region of the project. Default `eu`. Not together with `baseUrl`. */
  readonly cluster?: 'eu' | 'us1' | 'as1'
  /** The API endpoint of a dedicated cluster or a sandbox, with or without a slash at the end. */
  readonly baseUrl?: string
  /** `X-Voucherify-Channel`. Default `Vouchrelay`. */
  readonly channel?: string
  /** What makes the requests. Default `got`; `undici` has a tenth of its work with each. */
  readonly transport?: 'got' | 'undici'
  /** How long one request may take, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number
  /** Requests under way at once; further ones wait. Default 64. */
  readonly inFlight?: number
}

/** The keys of a server. */
export interface ServerOptions extends CommonOptions {
  readonly side?: 'server'
  readonly applicationId: string
  readonly secretKey: string
}

/** The public keys of a shop. */
export interface ClientOptions extends CommonOptions {
  readonly side: 'client'
  readonly clientApplicationId: string
  readonly clientSecretKey: string
  readonly origin: string
}

/** A key of the server side with which tokens are fetched, in place of keys that go with each request. */
interface OAuthOptions extends CommonOptions {
  readonly oauth: {
    readonly applicationId: string
    readonly secretKey: string
    /** Default `api events`, or on the client side `client_api client_events`. */
    readonly scopes?: readonly string[]
  }
}

/** Tokens of the server side. */
export interface ServerOAuthOptions extends OAuthOptions {
  readonly side?: 'server'
}

/** Tokens of the client side. */
export interface ClientOAuthOptions extends OAuthOptions {
  readonly side: 'client'
  readonly origin: string
}

/** Settings that were checked. Prints without its secret. */
export type Configuration = VoucherifySettings

/**
 * Checks the options of a client, the same settings that a relay's `destination` has. Throws a `TypeError` that names all that is
 * wrong with them, and shows no value.
 *
 * @example
 * const configuration = createConfiguration({ applicationId: '…', secretKey: '…', cluster: 'us1' })
 */
export const createConfiguration = (
  options: ServerOptions | ClientOptions | ServerOAuthOptions | ClientOAuthOptions,
): Configuration => {
  const decoded = VoucherifySettings.decode(options)
  if (isLeft(decoded)) {
    const wrong = faultsOf(decoded.left).map(({ path, expected }) => `${path}: expected ${expected}`)
    throw new TypeError(wrong.join('; '))
  }
  const unfit = unfitSecret(decoded.right)
  if (unfit !== undefined) throw new TypeError(unfit)
  return decoded.right
}
