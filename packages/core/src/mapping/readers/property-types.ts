import { booleanReader } from './boolean.ts'
import { dateReader } from './date.ts'
import { datetimeReader } from './datetime.ts'
import { numberReader } from './number.ts'
import type { Reader } from './reader.ts'
import { textReader } from './text.ts'

/** The types that properties of an event may have (docs.voucherify.io, *Create Custom Event Schema*). */
export const propertyTypes = ['string', 'number', 'boolean', 'date', 'datetime'] as const

export type PropertyType = (typeof propertyTypes)[number]

/** What reads a value as each. */
export const propertyReaders: Readonly<Record<PropertyType, Reader<unknown>>> = {
  string: textReader,
  number: numberReader,
  boolean: booleanReader,
  date: dateReader(),
  datetime: datetimeReader(),
}
