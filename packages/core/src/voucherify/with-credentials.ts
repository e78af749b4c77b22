import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Described } from '../contracts/described.ts'
import { Secret } from '../contracts/secret.ts'
import type { Closed } from '../settings/closed.ts'
import { misplaced, validated } from '../settings/field.ts'
import { SecretText } from '../settings/values.ts'
import { whenSchema } from '../settings/when-schema.ts'
import { absent, given } from './agreeing.ts'
import type { Credentials, OAuthSettings } from './credentials.ts'
import { HeaderText } from './header-text.ts'

/** The names of the keys of one side. */
interface Names {
  readonly id: string
  readonly secret: string
}

/** The members that are given: null is as good as nothing. */
type Members = ReadonlyMap<string, unknown>

/**
 * The settings of one side, with its keys or with `oauth` in their place, and with one of `cluster` and `baseUrl` at most. All faults
 * are told at once.
 */
export const withCredentials = <A extends { readonly oauth?: OAuthSettings | undefined }, B>(
  codec: Closed<A>,
  names: Names,
  make: (settings: A, credentials: Credentials) => B,
): Described<B> => {
  const { id, secret } = names
  const schema = { ...codec.schema, ...whenSchema(given('oauth'), absent(id, secret), given(id, secret)) }
  return validated(codec.name, schema, (u, context) => {
    const read = codec.validate(u, context)
    if (typeof u !== 'object' || u === null) return isLeft(read) ? read : t.failure(u, context)
    const members = new Map(Object.entries(u).filter(([, value]) => value !== null && value !== undefined))
    const credentials = credentialsIn(members, isLeft(read) ? undefined : read.right.oauth, names, context)
    const faults = [
      ...(isLeft(read) ? read.left : []),
      ...(members.has('baseUrl') ? unwanted(members, ['cluster'], 'a baseUrl', context) : []),
      ...(isLeft(credentials) ? credentials.left : []),
    ]
    if (isLeft(read) || isLeft(credentials) || faults.length > 0) return t.failures(faults)
    return t.success(make(read.right, credentials.right))
  })
}

const credentialsIn = (
  members: Members,
  oauth: OAuthSettings | undefined,
  { id, secret }: Names,
  context: t.Context,
): t.Validation<Credentials> => {
  if (members.has('oauth')) {
    const keys = unwanted(members, [id, secret], 'oauth', context)
    return keys.length > 0 || oauth === undefined ? t.failures([...keys]) : t.success({ _tag: 'OAuth', ...oauth })
  }
  const name = HeaderText.validate(members.get(id), t.appendContext(context, id, HeaderText))
  const password = SecretText.validate(members.get(secret), t.appendContext(context, secret, SecretText))
  if (!isLeft(name) && !isLeft(password)) return t.success({ _tag: 'Keys', id: name.right, secret: password.right })
  // Of what is there and wrong the codec of all has told.
  return t.failures([
    ...(isLeft(name) && !members.has(id) ? name.left : []),
    ...(isLeft(password) && !members.has(secret) ? password.left : []),
  ])
}

/** Those of the members that may not stand beside something else. */
const unwanted = (
  members: Members,
  keys: readonly string[],
  beside: string,
  context: t.Context,
): readonly t.ValidationError[] =>
  keys
    .filter((key) => members.has(key))
    .map((key) => misplaced(`no ${key} beside ${beside}`, key, shown(key, members.get(key)), context))

const shown = (key: string, value: unknown): unknown => (key.endsWith('Key') ? new Secret('hidden') : value)
