import type { Schema } from '../contracts/described.ts'
import type { BoundDirective } from './bind.ts'
import type { Directive } from '../contracts/directive.ts'

const id = 'urn:vouchrelay:expression'

/** Where one expression stands in a schema: it resolves wherever `grammarSchema` is part of the same document. */
export const expressionReference: Schema = { $ref: id }

/** The JSON Schema of an expression. It has an `$id` of its own, so that it can stand anywhere in a larger schema. */
export const grammarSchema = (
  directives: readonly Directive[],
  bound: ReadonlyMap<string, BoundDirective>,
): Schema => ({
  $id: id,
  anyOf: [
    { type: ['string', 'number', 'boolean', 'null'] },
    { type: 'array', items: expressionReference },
    { type: 'object', propertyNames: { not: { pattern: '^@' } }, additionalProperties: expressionReference },
    ...directives.map(({ name, summary }) => ({
      type: 'object',
      description: summary,
      required: [name],
      additionalProperties: false,
      properties: { [name]: bound.get(name)?.schema ?? {}, _metadata: {} },
    })),
  ],
})
