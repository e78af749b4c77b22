import type * as t from 'io-ts'
import type { Secret } from '../contracts/secret.ts'
import { closed } from '../settings/closed.ts'
import { defaulted, described, oneOrMore, required } from '../settings/field.ts'
import { SecretText } from '../settings/values.ts'
import { HeaderText } from './header-text.ts'

/** What authorizes requests: keys that go with each of them, or keys that fetch a token. */
export type Credentials = Keys | OAuth

export interface Keys {
  readonly _tag: 'Keys'
  readonly id: string
  readonly secret: Secret
}

export interface OAuth {
  readonly _tag: 'OAuth'
  readonly applicationId: string
  readonly secretKey: Secret
  readonly scopes: readonly string[]
}

const Scope = described('the name of a scope, such as events', { type: 'string', pattern: '^[\\w.-]+$' }, (u) =>
  typeof u === 'string' && /^[\w.-]+$/.test(u) ? u : undefined,
)

/** Client credentials (docs.voucherify.io, page "Generate OAuth 2.0 Token"), with the scopes that one side usually has. */
export const oauthSettings = (scopes: readonly string[]) =>
  closed('client credentials', {
    applicationId: required(HeaderText, {
      summary: 'X-App-Id of a key of the server side, with which tokens are fetched.',
    }),
    secretKey: required(SecretText, { summary: 'X-App-Token of the same key.', secret: true }),
    scopes: defaulted(oneOrMore(Scope), scopes, {
      summary: 'What a token may be used for. Customers, and looking for events in doubt, take `api` or `customers`.',
    }),
  })

export type OAuthSettings = t.TypeOf<ReturnType<typeof oauthSettings>>
