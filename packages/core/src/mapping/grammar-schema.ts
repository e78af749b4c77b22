import type { Schema } from '../contracts/described.ts'
import type { BoundDirective } from './bind.ts'
import type { Directive } from '../contracts/directive.ts'

const id = 'urn:vouchrelay:expression'

/** Where one expression stands in a schema: it resolves wherever `grammarSchema` is part of the same document. */
export const expressionReference: Schema = { $ref: id }

/**
 * The JSON Schema of an expression. It has an `$id` of its own, so that it can stand anywhere in a larger schema. Each
 * keyword judges the values of one type: a complaint is then about what was written, and not about every other choice.
 */
export const grammarSchema = (
  directives: readonly Directive[],
  bound: ReadonlyMap<string, BoundDirective>,
): Schema => ({
  $id: id,
  type: ['string', 'number', 'boolean', 'null', 'array', 'object'],
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
  // By itself, since most expressions are texts: editors look for `properties` and `items` to know what to begin.
  allOf: [
    {
      items: expressionReference,
      properties: Object.fromEntries(
        directives.map(({ name, summary }) => [name, { ...bound.get(name)?.schema, description: summary }]),
      ),
      patternProperties: { [`^(?!@|${notes}$|__proto__$)`]: expressionReference, [`^${notes}$`]: {} },
      additionalProperties: false,
      // A directive is alone in its object.
      dependencies: Object.fromEntries(
        directives.map(({ name }) => [name, { propertyNames: { enum: [name, notes] } }]),
      ),
    },
  ],
})

/** What a mapping copied from Segment may have beside a directive: notes of its editor, which mean nothing here. */
export const notes = '_metadata'
