import * as t from 'io-ts'
import type { Described } from '../contracts/described.ts'
import type { Quota } from '../contracts/quota.ts'
import { transportNames, type TransportName } from '../delivery/open-transport.ts'
import { closed, dispatch } from '../settings/closed.ts'
import { defaulted, listOf, misplaced, optional, required, validated } from '../settings/field.ts'
import { HttpUrl, oneOf, SecretText, whole } from '../settings/values.ts'
import { oauthSettings, type Credentials } from './credentials.ts'
import { HeaderText } from './header-text.ts'
import { NotProcessed } from './not-processed.ts'
import { ClientQuota, ServerQuota } from './quota-settings.ts'
import { VerifySettings } from './verify-settings.ts'
import { withCredentials } from './with-credentials.ts'

const common = {
  cluster: optional(oneOf('eu', 'us1', 'as1'), {
    summary: 'The region of the project; eu where neither this nor baseUrl is set. Not together with baseUrl.',
  }),
  baseUrl: optional(HttpUrl, {
    summary: 'The API endpoint of a dedicated cluster or a sandbox. http:// sends the keys unencrypted.',
    example: 'http://127.0.0.1:4010',
  }),
  channel: defaulted(HeaderText, 'Vouchrelay', { summary: 'X-Voucherify-Channel: names the sender in the audit log.' }),
  transport: defaulted(oneOf(...transportNames), 'got', {
    summary: 'What makes the requests: got, or undici for thousands a minute, with a tenth of the work for each.',
  }),
  timeoutMs: defaulted(whole(1, 180_000), 30_000, {
    summary: 'How long one request may take. Voucherify itself closes a connection after 3 minutes.',
    unit: 'milliseconds',
  }),
  inFlight: defaulted(whole(1, 1000), 64, {
    summary: 'Requests under way at once, and connections.',
    unit: 'requests',
  }),
  notProcessed: defaulted(listOf(NotProcessed), ['503 with Retry-After'], {
    summary: 'Answers that leave no doubt that the request was not processed, so that it is sent again.',
  }),
}

const server = closed('the settings of Voucherify, server side', {
  side: defaulted(oneOf('server'), 'server', {
    summary: 'POST /v1/events and /v1/customers with the keys of a server.',
  }),
  applicationId: optional(HeaderText, {
    summary: 'X-App-Id, from the project settings. Needed where there is no oauth.',
  }),
  secretKey: optional(SecretText, {
    summary: 'X-App-Token, from the project settings. Needed where there is no oauth.',
    secret: true,
  }),
  oauth: optional(oauthSettings(['api', 'events']), {
    summary: 'Tokens in place of the keys: each lasts 15 minutes, and is renewed before it ends.',
  }),
  ...common,
  quota: optional(ServerQuota, {
    summary: 'How many calls there are, and how many of them the relay makes. Default: what the answers say.',
  }),
  verify: defaulted(VerifySettings, {}, { summary: 'How events in doubt are looked for, with `whenInDoubt: verify`.' }),
})

const client = closed('the settings of Voucherify, client side', {
  side: required(oneOf('client'), { summary: 'POST /client/v1/events with the public keys of a shop.' }),
  clientApplicationId: optional(HeaderText, {
    summary: 'X-Client-Application-Id, from the project settings. Needed where there is no oauth.',
  }),
  clientSecretKey: optional(SecretText, {
    summary: 'X-Client-Token, from the project settings. Needed where there is no oauth.',
    secret: true,
  }),
  oauth: optional(oauthSettings(['client_api', 'client_events']), {
    summary: 'Tokens in place of the keys: each lasts 15 minutes, and is renewed before it ends.',
  }),
  origin: required(HeaderText, {
    summary: 'The origin header, checked against the websites that the project allows.',
    example: 'shop.example.com',
  }),
  ...common,
  quota: defaulted(ClientQuota, {}, { summary: "The relay's part of the calls that its address may make." }),
})

interface Common {
  readonly cluster?: 'eu' | 'us1' | 'as1' | undefined
  readonly baseUrl?: string | undefined
  readonly channel: string
  readonly transport: TransportName
  readonly timeoutMs: number
  readonly inFlight: number
  readonly notProcessed: readonly NotProcessed[]
  readonly credentials: Credentials
}

export interface ServerSettings extends Common {
  readonly side: 'server'
  /** Absent: it is learned from the answers. */
  readonly quota?: Quota | undefined
  readonly verify: VerifySettings
}

export interface ClientSettings extends Common {
  readonly side: 'client'
  readonly origin: string
  readonly quota: Quota
}

/** The keys of a server, or the public keys of a shop with its origin. */
export type VoucherifySettings = ServerSettings | ClientSettings

/** `side` tells which settings there are, `server` where it is absent. */
const ofSide: Described<VoucherifySettings> = dispatch<VoucherifySettings>(
  'the settings of Voucherify',
  'side',
  {
    server: withCredentials(
      server,
      { id: 'applicationId', secret: 'secretKey' },
      ({ applicationId: _id, secretKey: _secret, oauth: _oauth, ...others }, credentials): ServerSettings => ({
        ...others,
        credentials,
      }),
    ),
    client: withCredentials(
      client,
      { id: 'clientApplicationId', secret: 'clientSecretKey' },
      (
        { clientApplicationId: _id, clientSecretKey: _secret, oauth: _oauth, ...others },
        credentials,
      ): ClientSettings => ({
        ...others,
        credentials,
      }),
    ),
  },
  'server',
)

const namesOfShop = ['clientApplicationId', 'clientSecretKey']

/** What stands after `destination:` in a settings file. */
export const VoucherifySettings: Described<VoucherifySettings> = validated(ofSide.name, ofSide.schema, (u, context) => {
  if (typeof u !== 'object' || u === null || 'side' in u) return ofSide.validate(u, context)
  const ofShop = namesOfShop.find((name) => name in u)
  if (ofShop === undefined) return ofSide.validate(u, context)
  return t.failures([misplaced(`client, to which ${ofShop} belongs`, 'side', undefined, context)])
})
