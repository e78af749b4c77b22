import type { LocatedRecord } from '../../src/formats/located-record.ts'

/** A record of a test: what is not given is usual. */
export const recordOf = (
  value: Uint8Array | string | undefined,
  rest: Partial<Omit<LocatedRecord, 'value'>> = {},
): LocatedRecord => ({
  topic: 'orders',
  partition: 0,
  offset: 7n,
  timestamp: 1_795_000_000_000,
  key: undefined,
  headers: [],
  value: typeof value === 'string' ? Buffer.from(value) : value,
  ...rest,
})

/** A header of a text. */
export const header = (name: string, text: string): readonly [string, Uint8Array] => [name, Buffer.from(text)]

/** What `$.kafka` of such a record is. */
export const kafka = { topic: 'orders', partition: 0, offset: 7, timestamp: 1_795_000_000_000 }
