import fc, { type Arbitrary } from 'fast-check'
import type { Schema } from './openapi.ts'

/** Any value that a schema allows; free objects have any JSON in them. */
export const fromSchema = (schema: Schema): Arbitrary<unknown> =>
  schema.nullable === true ? fc.option(bare(schema), { freq: 10 }) : bare(schema)

const bare = (schema: Schema): Arbitrary<unknown> => {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.type === 'integer') return fc.integer()
  if (schema.type === 'string') return schema.format === 'date' ? day : textFrom(schema)
  if (schema.properties === undefined) return freeObject
  const attributes = Object.entries(schema.properties).map(([key, inner]): [string, Arbitrary<unknown>] => [
    key,
    fromSchema(inner),
  ])
  const all: Record<string, Arbitrary<unknown>> = Object.fromEntries(attributes)
  return fc.record(all, { requiredKeys: [...(schema.required ?? [])] })
}

const day = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const textFrom = ({ minLength = 0, maxLength = 40 }: Schema): Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 40) }),
    fc
      .constantFrom(minLength, maxLength)
      .chain((length) => fc.string({ unit: 'binary', minLength: length, maxLength: length })),
  )

/** A whole number beyond 2^53 is refused here: it lost digits when it was parsed. The schema knows no such thing. */
const isExact = (number: unknown): boolean => !Number.isInteger(number) || Number.isSafeInteger(number)

const exact = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.values(value).every(exact) : isExact(value)

const freeObject = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }).filter(exact), { maxKeys: 5 })

/** One thing made wrong in a body: where, and with what. */
export interface Violation {
  readonly path: readonly string[]
  /** Absent: the attribute is taken away. */
  readonly value?: unknown
}

const notTexts = [0, 1.5, true, [], ['x'], {}, { a: 'b' }]
const notObjects = ['', 'x', 7, false, [], [{}]]
const notDays = ['', 'yesterday', '2021-02-30', '2021-13-01', '2021-1-1', '01/02/1990', '20210101']

/** Every single violation of a schema, read off its words. */
export const violationsOf = (schema: Schema, path: readonly string[] = []): readonly Violation[] => [
  ...wrongValues(schema).map((value) => ({ path, value })),
  ...(schema.required ?? []).map((key) => ({ path: [...path, key] })),
  ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => violationsOf(inner, [...path, key])),
]

const wrongValues = ({ type, format, minLength = 0, maxLength }: Schema): readonly unknown[] => {
  if (type === 'object') return notObjects
  return [
    ...notTexts,
    ...(format === 'date' ? notDays : []),
    ...(minLength > 0 ? [''] : []),
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1), '🎁'.repeat(maxLength + 1)]),
  ]
}

/** The body with one thing made wrong. Objects on the way are made where there are none. */
export const violate = (body: unknown, { path, ...change }: Violation): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return change.value
  const object: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {}
  if (rest.length === 0 && !('value' in change)) delete object[key]
  else object[key] = violate(object[key], { path: rest, ...change })
  return object
}
