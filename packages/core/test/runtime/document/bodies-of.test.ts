import { expect } from 'chai'
import { left } from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import type { BodyKind } from '../../../src/contracts/destination.ts'
import type { Plugin } from '../../../src/contracts/plugin.ts'
import { bodiesOf } from '../../../src/runtime/document/bodies-of.ts'
import { closed } from '../../../src/settings/closed.ts'
import { required } from '../../../src/settings/field.ts'
import { Text } from '../../../src/settings/values.ts'

const bodiesFor = (size: string): Readonly<Record<string, BodyKind<unknown>>> => {
  const line = { codec: t.unknown, schema: { maxLength: size.length }, identity: () => undefined }
  return size === 'xl' ? { line, page: { codec: t.unknown, identity: () => undefined } } : { line }
}

const withExamples = (...sizes: readonly unknown[]): Plugin<'destination', { readonly size: string }> => ({
  kind: 'destination',
  name: 'file',
  summary: 'A file.',
  status: 'stable',
  config: closed('the settings of the destination file', { size: required(Text, { summary: 'How large.' }) }),
  examples: sizes.map((size) => ({ title: 'A size', config: { size } })),
  pure: (settings) => ({ bodies: bodiesFor(settings.size) }),
  create: () => left({ _tag: 'StartFailure', part: 'file', message: 'never started' }),
})

describe('the bodies of a destination', () => {
  it('are those that the examples of its settings show', () =>
    expect([...bodiesOf(withExamples('xl', 'xs'))]).to.deep.equal([
      ['line', { maxLength: 2 }],
      ['page', {}],
    ]))

  it('may be anything where settings decide what they are', () =>
    expect([...bodiesOf(withExamples('s', 'xl'))]).to.deep.equal([
      ['line', {}],
      ['page', {}],
    ]))

  it('are not known where no example can be read', () => expect([...bodiesOf(withExamples(7))]).to.deep.equal([]))
})
