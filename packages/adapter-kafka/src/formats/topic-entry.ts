import { writeEnvelope } from './envelope.ts'
import type { KnownRecord, LocatedRecord } from './located-record.ts'
import type { SchemaAnswer } from './registry/schema-answer.ts'

const nothing: Uint8Array = new Uint8Array()

/**
 * A record with all that reading it takes: `raw`, `bytes` and `envelope` of its delivery. The envelope is written when it is
 * asked for, which only a letter does.
 */
export class TopicEntry implements KnownRecord {
  readonly record: LocatedRecord
  readonly schema: SchemaAnswer | undefined

  constructor(record: LocatedRecord, schema?: SchemaAnswer) {
    this.record = record
    this.schema = schema
  }

  /** The value; of a tombstone no bytes. */
  get bytes(): Uint8Array {
    return this.record.value ?? nothing
  }

  get envelope(): string {
    return writeEnvelope(this)
  }
}
