import * as t from 'io-ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '@vouchrelay/core'
import { isObject } from '../is-object.ts'

/** Some libraries send null for nothing. */
const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null

const refined = <A>(name: string, is: t.Is<A>, read: (u: unknown) => unknown = (u) => u): t.Type<A, unknown, unknown> =>
  new t.Type<A, unknown, unknown>(
    name,
    is,
    (u, context) => {
      const value = read(u)
      return is(value) ? t.success(value) : t.failure(u, context)
    },
    t.identity,
  )

const isText = (u: unknown): u is string => typeof u === 'string'

/** Text, empty too. */
export const Words = refined('a text', isText)

/** Text that says something. */
export const Name = refined('a text that is not empty', (u): u is string => isText(u) && u !== '')

/** A number as text where that is exact: one past 2^53 was rounded when it was parsed, and may be somebody else's id. */
const fromNumber = (u: unknown): unknown =>
  typeof u === 'number' && Math.abs(u) <= Number.MAX_SAFE_INTEGER ? String(u) : u

const ID = 'an id: a text, or a number up to 2^53'

/** Without halves of surrogate pairs: they are the same to whoever stores them as UTF-8. */
const isIdText = (u: unknown): u is string => isText(u) && u !== '' && u.isWellFormed()

export const Id = refined(ID, isIdText, fromNumber)

/** An id that may be missing; an empty one is missing too. */
const PerhapsId = refined(
  ID,
  (u): u is string | null | undefined => (isText(u) && u.isWellFormed()) || isAbsent(u),
  fromNumber,
)

/** Segment's own are at most 100 characters: https://segment.com/docs/connections/spec/common/. */
const MAX_MESSAGE_ID = 256

export const MessageId = refined(
  `an id of at most ${MAX_MESSAGE_ID} characters`,
  (u): u is string => isIdText(u) && u.length <= MAX_MESSAGE_ID,
  fromNumber,
)

export const Members = refined('an object', isObject)

/** Absent, null, or what the codec says. */
export const maybe = <A>(codec: t.Type<A, unknown, unknown>): t.Type<A | null | undefined, unknown, unknown> =>
  new t.Type<A | null | undefined, unknown, unknown>(
    codec.name,
    (u): u is A | null | undefined => isAbsent(u) || codec.is(u),
    (u, context) => (isAbsent(u) ? t.success(u) : codec.validate(u, context)),
    t.identity,
  )

interface Part extends t.Decoder<unknown, unknown> {
  readonly is: (u: unknown) => boolean
}

type Parts = Readonly<Record<string, Part>>

type ValuesOf<P extends Parts> = { readonly [K in keyof P]: P[K] extends t.Decoder<unknown, infer A> ? A : never }

/** What every call has. */
const common = {
  messageId: MessageId,
  userId: PerhapsId,
  anonymousId: PerhapsId,
  context: maybe(Members),
  integrations: maybe(Members),
}

/** A call: what every call has, what it has of its own, and whatever else was sent. */
export type Call<Type extends string, P extends Parts> = JsonObject &
  ValuesOf<typeof common> &
  ValuesOf<P> & { readonly type: Type }

/** Whether parts are what they should be. A call has few of its own: asked without a loop. */
const hasParts = ([first, ...rest]: readonly (readonly [key: string, part: Part])[]): ((u: JsonObject) => boolean) => {
  if (first === undefined) return () => true
  const [key, { is }] = first
  if (rest.length === 0) return (u) => is(u[key])
  const others = hasParts(rest)
  return (u) => is(u[key]) && others(u)
}

/** What `common` says, without a loop over it: this is asked of every event. */
const hasCommon = ({ messageId, userId, anonymousId, context, integrations }: JsonObject): boolean =>
  MessageId.is(messageId) &&
  PerhapsId.is(userId) &&
  PerhapsId.is(anonymousId) &&
  common.context.is(context) &&
  common.integrations.is(integrations)

const isId = (u: unknown): boolean => !isAbsent(u) && u !== ''

const hasSomebody = (u: JsonObject): boolean => isId(u['userId']) || isId(u['anonymousId'])

const Somebody = refined('a userId or an anonymousId', t.unknown.is)

/**
 * The codec of a call. Unknown fields survive, and an object that needs no change comes back itself: it is on the path
 * of every event, so it makes nothing while nothing is wrong.
 *
 * @see https://segment.com/docs/connections/spec/common/
 */
export const call = <Type extends string, P extends Parts>(
  type: Type,
  own: P,
): t.Type<Call<Type, P>, unknown, unknown> => {
  const hasOwn = hasParts(Object.entries<Part>(own))
  const parts = Object.entries<Part>({ type: t.literal(type), ...common, ...own }).map(([key, part]) => ({ key, part }))
  const is = (u: unknown): u is Call<Type, P> => {
    return isObject(u) && u['type'] === type && hasSomebody(u) && hasCommon(u) && hasOwn(u)
  }
  const validate: t.Validate<unknown, Call<Type, P>> = (u, context) => {
    if (!isObject(u)) return t.failure(u, context)
    const errors: t.ValidationError[] = []
    let value: JsonObject = u
    for (const { key, part } of parts) {
      if (part.is(u[key])) continue
      const read = part.validate(u[key], t.appendContext(context, key, part, u[key]))
      if (isLeft(read)) errors.push(...read.left)
      else value = { ...value, [key]: read.right }
    }
    if (!hasSomebody(u)) errors.push({ value: undefined, context: t.appendContext(context, 'userId', Somebody) })
    // Each of its parts was read by its own codec: the object is a call.
    return errors.length > 0 ? t.failures(errors) : t.success(value as Call<Type, P>)
  }
  const codec = new t.Type<Call<Type, P>, unknown, unknown>(`a ${type} call`, is, validate, t.identity)
  const decodeWithReasons = codec.decode
  return Object.assign(codec, {
    decode: (u: unknown): t.Validation<Call<Type, P>> => (is(u) ? t.success(u) : decodeWithReasons(u)),
  })
}
