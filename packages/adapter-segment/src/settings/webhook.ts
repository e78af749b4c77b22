import type * as t from 'io-ts'
import {
  checked,
  closed,
  defaulted,
  described,
  Flag,
  listOf,
  oneOrMore,
  optional,
  required,
  SecretText,
  UrlPath,
} from '@vouchrelay/core'
import { WebhookLimits } from './limits.ts'

const headerName = /^[\w!#$%&'*+.^`|~-]+$/

/** The name of a header, in lower case (RFC 9110 section 5.1: a token, letter case aside). */
const HeaderName = described('the name of a header', { type: 'string', pattern: headerName.source }, (u) =>
  typeof u === 'string' && headerName.test(u) ? u.toLowerCase() : undefined,
)

/** A header with a secret value, set by hand in Segment's destination: it covers the whole request. */
export const SecretHeader = checked(
  closed('a secret header', {
    name: required(HeaderName, { summary: 'The name of the header.', example: 'x-relay-secret' }),
    value: optional(SecretText, { summary: 'Its value.', secret: true }),
    values: optional(oneOrMore(SecretText), { summary: 'Several values, so that one can be replaced.', secret: true }),
  }),
  ({ value, values }) => (value === undefined && values === undefined ? 'a `value` or `values`' : undefined),
)

/**
 * One webhook. Every credential that is set must be right.
 *
 * Segment signs only the first event of a batch, without a time: the signature says nothing of the others and is good
 * for ever. So a batch of several is taken only where a secret header covers it, unless `trustFirstSignature` says
 * otherwise.
 *
 * @see https://segment.com/docs/connections/destinations/catalog/actions-webhook/
 */
export const Webhook = checked(
  closed('the settings of a webhook', {
    path: required(UrlPath, { summary: 'Where Segment sends to.', example: '/hooks/segment' }),
    sharedSecret: optional(SecretText, { summary: 'The shared secret that `X-Signature` is made with.', secret: true }),
    sharedSecrets: optional(oneOrMore(SecretText), {
      summary: 'Several shared secrets, so that one can be replaced without losing events.',
      secret: true,
    }),
    secretHeader: optional(SecretHeader, {
      summary: 'A header with a secret value. Needed for batches.',
      secret: true,
    }),
    trustFirstSignature: defaulted(Flag, false, {
      summary: 'Take a batch of several events though only its first is signed and no secret header covers it.',
    }),
    open: defaulted(Flag, false, {
      summary: 'Take events from anybody. Only behind something that checks the sender.',
    }),
    limits: defaulted(WebhookLimits, {}, { summary: 'How much one request may bring.' }),
  }),
  ({ sharedSecret, sharedSecrets, secretHeader, open }) =>
    (sharedSecret ?? sharedSecrets ?? secretHeader ?? (open || undefined))
      ? undefined
      : 'a `sharedSecret` or a `secretHeader` (or `open: true`)',
)

export type Webhook = t.TypeOf<typeof Webhook>

export const Webhooks = listOf(Webhook)
