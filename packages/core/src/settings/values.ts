import * as t from 'io-ts'
import { Secret } from '../contracts/secret.ts'
import { described, validated } from './field.ts'
import { oneOfNames } from './nearest.ts'
import type { Described } from '../contracts/described.ts'

/** Text with at least one character. */
export const Text: Described<string> = described('a text', { type: 'string', minLength: 1 }, (u) =>
  typeof u === 'string' && u !== '' ? u : undefined,
)

const name = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/

/** A name that metrics, paths and keys can carry: letters, digits, `-` and `_`; a letter or digit first. */
export const Name: Described<string> = described(
  'a name of letters, digits, - and _, which starts with a letter or digit',
  { type: 'string', pattern: name.source },
  (u) => (typeof u === 'string' && name.test(u) ? u : undefined),
)

/** A whole number in a range. Digits in a text are read too, since `${VAR}` is always a text. */
export const whole = (least: number, most: number): Described<number> =>
  described(
    `a whole number from ${least} to ${most}`,
    {
      anyOf: [
        { type: 'integer', minimum: least, maximum: most },
        { type: 'string', pattern: '^[0-9]+$' },
      ],
    },
    (u) => {
      const n = typeof u === 'string' && /^\d+$/.test(u) ? Number(u) : u
      return typeof n === 'number' && Number.isInteger(n) && n >= least && n <= most ? n : undefined
    },
  )

export const Port = whole(0, 65_535)

export const oneOf = <const A extends string>(...choices: readonly A[]): Described<A> =>
  validated(
    choices.length === 1 ? `${choices[0]}` : `one of ${choices.join(', ')}`,
    { enum: choices },
    (u, context) => {
      const choice = choices.find((one) => one === u)
      return choice === undefined ? t.failure(u, context, oneOfNames(choices, u)) : t.success(choice)
    },
  )

const httpUrl = /^https?:\/\/[^\s?#]+$/

/** `http://` or `https://`, without query, fragment or credentials; a trailing slash is dropped. */
export const HttpUrl: Described<string> = described(
  'a URL that starts with http:// or https://',
  { type: 'string', pattern: httpUrl.source },
  (u) => {
    if (typeof u !== 'string' || !httpUrl.test(u) || !URL.canParse(u)) return undefined
    const { username, password } = new URL(u)
    return username === '' && password === '' ? u.replace(/\/+$/, '') : undefined
  },
)

const urlPath = /^\/[^?#\s]*$/

/** A path of an HTTP request: starts with a slash, no query. */
export const UrlPath: Described<string> = described(
  'a path that starts with /',
  { type: 'string', pattern: urlPath.source },
  (u) => (typeof u === 'string' && urlPath.test(u) ? u : undefined),
)

/** A text that is never shown again: not in logs, complaints, JSON or inspections. */
export const SecretText: Described<Secret> = validated(
  'a secret text',
  { type: 'string', minLength: 1 },
  (u, context) => {
    if (typeof u === 'string' && u !== '') return t.success(new Secret(u))
    // What is not shown must be told.
    return t.failure(u, context, typeof u === 'number' ? 'a secret text (a number needs quotes)' : undefined)
  },
)

/** `true` or `false`. The two words are read from a text too, since `${VAR}` is always a text. */
export const Flag: Described<boolean> = described('true or false', { enum: [true, false, 'true', 'false'] }, (u) => {
  if (u === 'true' || u === 'false') return u === 'true'
  return typeof u === 'boolean' ? u : undefined
})
