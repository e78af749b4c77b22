import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import type { FormatSettings } from '../settings/format.ts'
import { formats } from './formats.ts'
import type { LocatedRecord } from './located-record.ts'
import type { RegistryFailure } from './registry/registry-failure.ts'
import type { Registry } from './registry/registry.ts'
import { TopicEntry } from './topic-entry.ts'

/**
 * Makes of a record what `decode` reads, at once where nothing is to be asked: schemas that are known, and formats without any.
 * A failure is the registry's and not the record's: the record is to be prepared again after a pause, and nothing later of its
 * partition before it. It tries once and never rejects.
 */
export type Prepare = (
  record: LocatedRecord,
  stop: AbortSignal,
) => TopicEntry | Promise<Either<RegistryFailure, TopicEntry>>

export const createPrepare = (format: FormatSettings['format'], registry: Registry | undefined): Prepare => {
  const { schemaId } = formats[format]
  if (schemaId === undefined || registry === undefined) return (record) => new TopicEntry(record)
  return (record, stop) => {
    const { value, headers } = record
    const id = value && schemaId({ value, headers })
    // Without an id it cannot be decoded, which is told when it is.
    if (id === undefined) return new TopicEntry(record)
    const known = registry.known(id)
    return known === undefined ? ask(registry, record, id, stop) : new TopicEntry(record, known)
  }
}

const ask = async (
  registry: Registry,
  record: LocatedRecord,
  id: string,
  stop: AbortSignal,
): Promise<Either<RegistryFailure, TopicEntry>> => {
  const answer = await registry.find(id, stop)
  return isLeft(answer) ? answer : right(new TopicEntry(record, answer.right))
}
