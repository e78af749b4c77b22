import type { Partition, TopicRecord } from '../driver.ts'
import type { SchemaAnswer } from './registry/schema-answer.ts'

/** A record and where it lies. */
export interface LocatedRecord extends TopicRecord, Partition {}

/** A record with what the registry said of its schema, where its format asks one. */
export interface KnownRecord {
  readonly record: LocatedRecord
  readonly schema: SchemaAnswer | undefined
}

type Headers = LocatedRecord['headers']

/** The value of a header. Of several with one name the last counts, as in Kafka's own `Headers.lastHeader`. */
export const headerOf = (headers: Headers, name: string): Uint8Array | undefined =>
  headers.findLast(([known]) => known === name)?.[1]
