import { Secret } from '../contracts/secret.ts'
import { described } from './field.ts'
import type { Described } from '../contracts/described.ts'

/** Text with at least one character. */
export const Text: Described<string> = described('a text', { type: 'string', minLength: 1 }, (u) =>
  typeof u === 'string' && u !== '' ? u : undefined,
)

/** A name that metrics, paths and keys can carry: letters, digits, `-` and `_`; a letter or digit first. */
export const Name: Described<string> = described(
  'a name of letters, digits, - and _, which starts with a letter or digit',
  { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' },
  (u) => (typeof u === 'string' && /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(u) ? u : undefined),
)

/** A whole number in a range. Digits in a text are read too, since `${VAR}` is always a text. */
export const whole = (least: number, most: number): Described<number> =>
  described(
    `a whole number from ${least} to ${most}`,
    {
      anyOf: [
        { type: 'integer', minimum: least, maximum: most },
        { type: 'string', pattern: '^[0-9]+$|^\\$\\{' },
      ],
    },
    (u) => {
      const n = typeof u === 'string' && /^\d+$/.test(u) ? Number(u) : u
      return typeof n === 'number' && Number.isInteger(n) && n >= least && n <= most ? n : undefined
    },
  )

export const Port = whole(0, 65_535)

export const oneOf = <const A extends string>(...choices: readonly A[]): Described<A> =>
  described(choices.length === 1 ? `${choices[0]}` : `one of ${choices.join(', ')}`, { enum: choices }, (u) =>
    choices.find((choice) => choice === u),
  )

/** `http://` or `https://`, without query, fragment or credentials; a trailing slash is dropped. */
export const HttpUrl: Described<string> = described(
  'a URL that starts with http:// or https://',
  { type: 'string', format: 'uri', pattern: '^https?://|^\\$\\{' },
  (u) => {
    if (typeof u !== 'string' || !URL.canParse(u)) return undefined
    const url = new URL(u)
    const plain = url.search === '' && url.hash === '' && url.username === '' && /^https?:$/.test(url.protocol)
    return plain ? u.replace(/\/+$/, '') : undefined
  },
)

/** A path of an HTTP request: starts with a slash, no query. */
export const UrlPath: Described<string> = described(
  'a path that starts with /',
  { type: 'string', pattern: '^/' },
  (u) => (typeof u === 'string' && /^\/[^?#\s]*$/.test(u) ? u : undefined),
)

/** A text that is never shown again: not in logs, complaints, JSON or inspections. */
export const SecretText: Described<Secret> = described('a secret text', { type: 'string', minLength: 1 }, (u) =>
  typeof u === 'string' && u !== '' ? new Secret(u) : undefined,
)

/** `true` or `false`. The two words are read from a text too, since `${VAR}` is always a text. */
export const Flag: Described<boolean> = described('true or false', { enum: [true, false, 'true', 'false'] }, (u) => {
  if (u === 'true' || u === 'false') return u === 'true'
  return typeof u === 'boolean' ? u : undefined
})
