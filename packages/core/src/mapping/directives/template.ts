import { validated } from '../../settings/field.ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Described } from '../../contracts/described.ts'
import type { Refuse } from '../../contracts/compiler.ts'
import { definePlugin } from '../../contracts/plugin.ts'
import type { Path } from '../../contracts/path.ts'
import type { Evaluate, Scope } from '../../contracts/scope.ts'
import { exactNumber, isExact } from '../../settings/exact-number.ts'

/** Text that stands for itself, or the path of a value that is written out in its place. */
type Piece = string | Path

/** Reads a template once, at load: what an event holds is never read as one. */
const template = (path: Described<Path>): Described<readonly Piece[]> =>
  validated('a text with {{paths}} in it', { type: 'string' }, (u, context) => {
    if (typeof u !== 'string') return t.failure(u, context)
    const pieces: Piece[] = []
    const errors: t.ValidationError[] = []
    let end = 0
    for (let open = u.indexOf('{{'); open >= 0; open = u.indexOf('{{', end)) {
      const braces = u[open + 2] === '{' ? 3 : 2
      const close = u.indexOf('}'.repeat(braces), open + braces)
      if (close < 0) return t.failure(u, context, `closing braces for those at character ${open + 1}`)
      const read = path.validate(u.slice(open + braces, close).trim(), context)
      if (isLeft(read)) errors.push(...read.left)
      else pieces.push(u.slice(end, open), read.right)
      end = close + braces
    }
    return errors.length > 0 ? t.failures(errors) : t.success([...pieces, u.slice(end)].filter((piece) => piece !== ''))
  })

const write = (make: Evaluate, refuse: Refuse, refuseNumber: Refuse) => (scope: Scope) => {
  const value = make(scope)
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return ''
  if (typeof value === 'number') return isExact(value) ? String(value) : refuseNumber(scope, value)
  return typeof value === 'boolean' ? String(value) : refuse(scope, value)
}

/** A text with values of the event in it. */
export const templateDirective = definePlugin({
  kind: 'directive',
  name: '@template',
  summary:
    'A text with values of the event in the place of {{paths}}; {{{paths}}} mean the same. A missing value and null leave ' +
    'nothing; an object or a list is a failure.',
  argument: ({ path }) => template(path),
  compile: (pieces, { child, refusal, spend }) => {
    const writers = pieces.map((piece) => {
      if (typeof piece === 'string') return () => piece
      const lookup = { _tag: 'Lookup', path: piece } as const
      return write(child(lookup), refusal('a text, a number, true or false', lookup), refusal(exactNumber, lookup))
    })
    return (scope) => {
      let text: string | undefined = ''
      for (const writer of writers) {
        const written = writer(scope)
        if (text === undefined || written === undefined) text = undefined
        else text = spend(scope, written.length) ? text + written : undefined
      }
      return text
    }
  },
  examples: [
    {
      title: 'Paths with or without $.',
      mapping: { '@template': 'Viewed {{ properties.category }} {{$.name}} ({{{count}}})' },
      event: { properties: { category: 'Docs' }, name: 'Index', count: 3 },
      gives: 'Viewed Docs Index (3)',
    },
    {
      title: 'Missing and null leave nothing',
      mapping: { '@template': '<{{missing}}{{nothing}}>' },
      event: { nothing: null },
      gives: '<>',
    },
    {
      title: 'A value with braces in it stays as it is',
      mapping: { '@template': '{{{comment}}}' },
      event: { comment: '{{userId}}', userId: 'u1' },
      gives: '{{userId}}',
    },
    {
      title: 'An object has no text',
      mapping: { label: { '@template': 'of {{properties}}' } },
      event: { properties: { a: 1 } },
      fails: ['label: expected a text, a number, true or false, found an object ($.properties)'],
    },
  ],
})
