import type * as t from 'io-ts'
import { checked, closed, defaulted, HttpUrl, optional, required, SecretText, Text, whole } from '@vouchrelay/core'

/** Who asks: a name and a password (an API key and its secret), or a token. */
export const RegistryAuth = checked(
  closed('the credentials of a schema registry', {
    username: optional(Text, { summary: 'The name, or the API key.' }),
    password: optional(SecretText, { summary: 'The password, or the secret of the API key.', secret: true }),
    token: optional(SecretText, { summary: 'A bearer token, in place of name and password.', secret: true }),
  }),
  ({ username, password, token }) =>
    (token === undefined ? username !== undefined && password !== undefined : (username ?? password) === undefined)
      ? undefined
      : 'a `username` and a `password`, or a `token`',
)

/** The schema registry: Confluent's, or one that speaks its REST protocol. */
export const SchemaRegistry = closed('the settings of a schema registry', {
  url: required(HttpUrl, {
    summary: "Where it is. A context of Confluent's is part of the path: `https://…/contexts/.shop`.",
    example: 'https://registry.example.com',
  }),
  auth: optional(RegistryAuth, { summary: 'Who asks. Default: nobody.', secret: true }),
  ca: optional(Text, {
    summary:
      'A file in PEM with the certificates of those who may have signed its certificate. Relative to the settings file. ' +
      'Default: whom Node knows.',
    example: 'certs/ca.pem',
  }),
  timeoutMs: defaulted(whole(100, 600_000), 10_000, {
    summary: 'How long one question may take.',
    unit: 'milliseconds',
  }),
})

export type SchemaRegistry = t.TypeOf<typeof SchemaRegistry>
