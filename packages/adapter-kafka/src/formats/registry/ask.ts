import * as t from 'io-ts'
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Transport } from '@vouchrelay/core'
import { parseJson } from '../parse-object.ts'
import type { RegistryFailure } from './registry-failure.ts'

const Reply = t.intersection(
  [
    t.strict({ schema: t.string }),
    t.partial({
      schemaType: t.union([t.string, t.null]),
      references: t.union([
        t.readonlyArray(t.strict({ name: t.string, subject: t.string, version: t.number })),
        t.null,
      ]),
    }),
  ],
  'a schema',
)

/** A schema as the registry has it. */
export type Registered = t.TypeOf<typeof Reply>

/** What a registry says where it knows no such subject, version or schema. A 404 of any other kind is not the registry's word. */
const NotThere = t.strict({ error_code: t.union([t.literal(40_401), t.literal(40_402), t.literal(40_403)]) })

/** How a registry is reached. */
export interface Reach {
  readonly transport: Transport
  /** Without a slash at the end. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
}

/**
 * Asks for one schema, once. Undefined: the registry knows none there.
 *
 * @param path begins with a slash
 * @see https://docs.confluent.io/platform/current/schema-registry/develop/api.html
 */
export const ask = async (
  { transport, url, headers, timeoutMs }: Reach,
  path: string,
  stop: AbortSignal,
): Promise<Either<RegistryFailure, Registered | undefined>> => {
  const failed = (what: string, passes: boolean) => failure(url, what, passes)
  const accept = 'application/vnd.schemaregistry.v1+json, application/json'
  const request = { method: 'GET', url: url + path, headers: { accept, ...headers }, timeoutMs } as const
  const reply = await transport.exchange(request, stop)()
  if (isLeft(reply)) return failed(`does not answer: ${reply.left.message}`, true)
  const { status, body } = reply.right
  const value = parseJson(body)
  if (status === 404 && NotThere.is(value)) return right(undefined)
  if (status === 401) return failed('refuses the credentials (401): check `auth`', false)
  if (status === 403) return failed('gives us no right to read schemas (403)', false)
  if (status === 404) return failed('has no such path (404): check `url`', false)
  if (status !== 200) return failed(`answers ${status}`, status === 429 || status >= 500)
  const read = Reply.decode(value)
  return isLeft(read) ? failed('answers with something that is no schema: check `url`', false) : read
}

const failure = (url: string, what: string, passes: boolean): Either<RegistryFailure, never> =>
  left({ _tag: 'RegistryFailure', message: `The schema registry at ${url} ${what}.`, passes })
