import { isIsoDate, isIsoDateTime } from '../iso-dates.ts'
import type { EventProperty, EventSchema } from './event-schema.ts'

/**
 * What metadata breaks of the definition of its event, in the words of the published examples: `unit: must be a number,
 * property is required (actual value is 'EUR')`. `null` is read as not given; names that are not defined are taken. How
 * the words go for a value that is missing, for dates, and for more than one name is a guess.
 */
export function misfits({ schema }: EventSchema, metadata: Readonly<Record<string, unknown>>): string | undefined {
  const found = Object.entries(schema.properties).flatMap(([name, property]) => misfit(name, property, metadata[name]))
  return found.length === 0 ? undefined : found.join('; ')
}

function misfit(name: string, { type, optional, deleted = false }: EventProperty, value: unknown): readonly string[] {
  const isGiven = value !== undefined && value !== null
  const { is, must } = types[type]
  if (deleted || (isGiven ? is(value) : optional)) return []
  const required = optional ? '' : ', property is required'
  const actual = isGiven ? ` (actual value is '${typeof value === 'string' ? value : JSON.stringify(value)}')` : ''
  return [`${name}: must be ${must}${required}${actual}`]
}

const types = {
  string: { is: (value: unknown) => typeof value === 'string', must: 'a string' },
  number: { is: (value: unknown) => typeof value === 'number', must: 'a number' },
  boolean: { is: (value: unknown) => typeof value === 'boolean', must: 'a boolean' },
  date: { is: (value: unknown) => isIsoDate(value), must: 'an ISO 8601 date' },
  datetime: { is: (value: unknown) => isIsoDateTime(value), must: 'an ISO 8601 date and time' },
} as const
