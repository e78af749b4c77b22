import { map } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { checked, closed, optional, pathText, Text, validated, type Described, type Path } from '@vouchrelay/core'

/** Where the id of an event is. */
export type MessageId =
  | { readonly _tag: 'Position' }
  | { readonly _tag: 'Header'; readonly name: string }
  | { readonly _tag: 'Field'; readonly path: Path }

const Place = checked(
  closed('where the id of an event is', {
    header: optional(Text, { summary: 'The header that has it, as text.', example: 'event-id' }),
    field: optional(pathText('open'), { summary: 'The field that has it.', example: '$.order.id' }),
  }),
  ({ header, field }) =>
    (header === undefined) === (field === undefined) ? 'either a `header` or a `field`' : undefined,
)

const name = 'position, or { header: NAME }, or { field: $.path }'

/**
 * What makes two records the same event. By position, a record is its own event, and it is so for ever. By a header or a field,
 * whatever was produced twice under one id is sent once; a record without that id is buried.
 */
export const MessageId: Described<MessageId> = validated(
  name,
  { anyOf: [{ const: 'position' }, Place.schema] },
  (u, context) => {
    if (u === 'position') return t.success({ _tag: 'Position' })
    if (typeof u !== 'object') return t.failure(u, context)
    return map(idAt)(Place.validate(u, context))
  },
)

const idAt = ({ header, field }: t.TypeOf<typeof Place>): MessageId => {
  if (field !== undefined) return { _tag: 'Field', path: field }
  return header === undefined ? { _tag: 'Position' } : { _tag: 'Header', name: header }
}
