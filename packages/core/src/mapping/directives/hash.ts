import { createHash } from 'node:crypto'
import { definePlugin } from '../../contracts/plugin.ts'
import { defaulted, optional } from '../../settings/field.ts'
import { Flag, SecretText } from '../../settings/values.ts'
import { ofParts } from '../of-parts.ts'
import { compileReader } from '../readers/compile-reader.ts'
import type { Reader } from '../readers/reader.ts'
import { textReader } from '../readers/text.ts'

/**
 * The SHA-256 of a text. A salt stands before the text, since the SQL of any warehouse can do that too, and few have an
 * HMAC: so hashes can be joined there. What an HMAC adds (RFC 2104: nobody makes the hash of a longer text from that of
 * a shorter one) would hide nothing more of the text.
 */
export const hashDirective = definePlugin({
  kind: 'directive',
  name: '@hash',
  summary:
    'The SHA-256 of a text or number, in UTF-8, as 64 small hexadecimal digits; with a `salt`, that of the salt and ' +
    'the text behind it. Missing and null are missing. Everything else is a failure, an empty text too: one hash for ' +
    'all who have none would make one customer of them.',
  argument: ({ expression }) =>
    ofParts('the parts of a @hash', expression, {
      salt: optional(SecretText, { summary: 'What stands before the text.', secret: true, example: '${HASH_SALT}' }),
      normalize: defaulted(Flag, false, {
        summary: 'Takes white space off both ends and makes capitals small, which advertisers ask of an email.',
      }),
    }),
  compile: ({ of, salt, normalize }, compiler) => {
    const textOf = compileReader(normalize ? normalReader : fullReader, of, compiler)
    const before = salt?.reveal() ?? ''
    return (scope) => {
      const text = textOf(scope)
      if (text === undefined || !compiler.spend(scope, text.length + digits)) return undefined
      return createHash('sha256')
        .update(before + text)
        .digest('hex')
    }
  },
  examples: [
    {
      title: 'A text, a number and its digits',
      mapping: [{ '@hash': '$.email' }, { '@hash': '$.id' }, { '@hash': '7' }],
      event: { email: 'ada@example.com', id: 7 },
      gives: [
        'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72',
        '7902699be42c8a8e46fbbb4501726517e86b22c56a189f7625a6da49081b2451',
        '7902699be42c8a8e46fbbb4501726517e86b22c56a189f7625a6da49081b2451',
      ],
    },
    {
      title: 'With a salt it is the hash of both, and an email is made like others',
      mapping: [
        { '@hash': { of: '$.email', salt: 'pepper-', normalize: true } },
        { '@hash': 'pepper-ada@example.com' },
      ],
      event: { email: ' Ada@Example.com' },
      gives: [
        '9eeea81bca85809fecbb17a7947c670164defc73621014fdcaf39949280ce015',
        '9eeea81bca85809fecbb17a7947c670164defc73621014fdcaf39949280ce015',
      ],
    },
    {
      title: 'Missing and null',
      mapping: { source_id: { '@hash': '$.email' }, phone: { '@hash': '$.phone' }, type: '$.type' },
      event: { type: 'track', phone: null },
      gives: { type: 'track' },
    },
    {
      title: 'An empty text',
      mapping: { source_id: { '@hash': '$.email' } },
      event: { email: '' },
      fails: ['source_id: expected a number, or a text that is not empty, found "" ($.email)'],
    },
  ],
})

/** How many digits a SHA-256 has. */
const digits = 64

const fullReader: Reader<string> = {
  expected: 'a number, or a text that is not empty',
  read: (value) => (value === '' || typeof value === 'boolean' ? undefined : textReader.read(value)),
}

const normalReader: Reader<string> = {
  expected: fullReader.expected,
  read: (value) => fullReader.read(fullReader.read(value)?.trim().toLowerCase()),
}
