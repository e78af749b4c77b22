import { createAjv } from '../create-ajv.ts'
import { wording } from '../wording.ts'
import type { EventSchema } from './event-schema.ts'

/** Definitions of events read from a value from outside, or what is wrong with it. */
export type ReadEventSchemas =
  | { readonly _tag: 'Schemas'; readonly schemas: readonly EventSchema[] }
  | { readonly _tag: 'Complaint'; readonly complaint: string }

/**
 * Reads an array of definitions, or a list that has them in its `data`, as the Management API answers it. The complaint
 * names the first bad one, counted from 1, and the first thing wrong in it.
 */
export function readEventSchemas(value: unknown): ReadEventSchemas {
  const list = typeof value === 'object' && value !== null && 'data' in value ? value.data : value
  if (!Array.isArray(list)) return complaint('Expected an array of event schemas')
  const schemas: EventSchema[] = []
  for (const [index, one] of list.entries()) {
    if (!isSchema(one)) {
      return complaint(`Event schema ${index + 1}: ${(isSchema.errors ?? []).map(wording).join(', ')}`)
    }
    schemas.push(one)
  }
  return { _tag: 'Schemas', schemas }
}

const isSchema = createAjv().compile<EventSchema>({
  type: 'object',
  required: ['name', 'schema'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string', minLength: 1 },
    schema: {
      type: 'object',
      required: ['properties'],
      properties: {
        properties: {
          type: 'object',
          additionalProperties: {
            type: 'object',
            required: ['type', 'optional'],
            properties: {
              type: { enum: ['string', 'number', 'date', 'datetime', 'boolean'] },
              optional: { type: 'boolean' },
              deleted: { type: 'boolean' },
            },
          },
        },
      },
    },
  },
})

function complaint(text: string): ReadEventSchemas {
  return { _tag: 'Complaint', complaint: text }
}
