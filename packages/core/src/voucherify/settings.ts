import * as t from 'io-ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import { closed, dispatch, type Closed } from '../settings/closed.ts'
import { defaulted, described, listOf, optional, required } from '../settings/field.ts'
import { HttpUrl, oneOf, SecretText, whole } from '../settings/values.ts'
import type { Described } from '../contracts/described.ts'

/** Text that an HTTP header can carry: printable ASCII. */
const HeaderText = described('a text of printable ASCII characters', { type: 'string', minLength: 1 }, (u) =>
  typeof u === 'string' && /^[\x20-\x7e]+$/.test(u) ? u : undefined,
)

/** Statuses with which the API says that it has not processed a request that it otherwise might have. */
export interface NotProcessed {
  readonly status: number
  /** Only an answer with a `Retry-After` header says so. */
  readonly withRetryAfter: boolean
}

const NotProcessed: Described<NotProcessed> = described(
  'a status such as 503 or "503 with Retry-After" (408 or 500 to 599)',
  { type: ['integer', 'string'], pattern: '^(408|5[0-9]{2})( with Retry-After)?$', minimum: 408, maximum: 599 },
  (u) => {
    const [, status, condition] = /^(408|5\d\d)( with Retry-After)?$/.exec(String(u)) ?? []
    return status === undefined ? undefined : { status: Number(status), withRetryAfter: condition !== undefined }
  },
)

const common = {
  cluster: optional(oneOf('eu', 'us1', 'as1'), {
    summary: 'The region of the project; eu where neither this nor baseUrl is set. Not together with baseUrl.',
  }),
  baseUrl: optional(HttpUrl, {
    summary: 'The API endpoint of a dedicated cluster or a sandbox. http:// sends the keys unencrypted.',
    example: 'http://127.0.0.1:4010',
  }),
  channel: defaulted(HeaderText, 'Vouchrelay', { summary: 'X-Voucherify-Channel: names the sender in the audit log.' }),
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
  applicationId: required(HeaderText, { summary: 'X-App-Id, from the project settings.' }),
  secretKey: required(SecretText, { summary: 'X-App-Token, from the project settings.', secret: true }),
  ...common,
})

const client = closed('the settings of Voucherify, client side', {
  side: required(oneOf('client'), { summary: 'POST /client/v1/events with the public keys of a shop.' }),
  clientApplicationId: required(HeaderText, { summary: 'X-Client-Application-Id, from the project settings.' }),
  clientSecretKey: required(SecretText, { summary: 'X-Client-Token, from the project settings.', secret: true }),
  origin: required(HeaderText, {
    summary: 'The origin header, checked against the websites that the project allows.',
    example: 'shop.example.com',
  }),
  ...common,
})

export type ServerSettings = t.TypeOf<typeof server>
export type ClientSettings = t.TypeOf<typeof client>

/** The keys of a server, or the public keys of a shop with its origin. */
export type VoucherifySettings = ServerSettings | ClientSettings

const NoCluster = new t.Type('no cluster beside a baseUrl', t.unknown.is, t.failure, t.identity)

/** The same side, with at most one of `cluster` and `baseUrl`. */
const withOneAddress = <A extends VoucherifySettings>(side: Closed<A>): Described<VoucherifySettings> => {
  const codec = new t.Type<VoucherifySettings, unknown, unknown>(
    side.name,
    (u): u is VoucherifySettings => side.is(u),
    (u, context) => {
      const result = side.validate(u, context)
      if (isLeft(result) || result.right.cluster === undefined || result.right.baseUrl === undefined) return result
      const { cluster } = result.right
      return t.failures([{ value: cluster, context: t.appendContext(context, 'cluster', NoCluster, cluster) }])
    },
    t.identity,
  )
  return Object.assign(codec, { schema: side.schema, fields: side.fields })
}

/** What stands after `destination:` in a settings file; `side` tells which settings there are, `server` where it is absent. */
export const VoucherifySettings: Described<VoucherifySettings> = dispatch(
  'the settings of Voucherify',
  'side',
  { server: withOneAddress(server), client: withOneAddress(client) },
  'server',
)
