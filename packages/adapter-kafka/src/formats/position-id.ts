import type { LocatedRecord } from './located-record.ts'

/**
 * The id of a record by its place: `orders/0/7@1795000000000`. No name of a topic has a slash in it. The time is the record's own:
 * a topic that is deleted and made anew counts from 0 again, and what lies on it must not pass for a copy of what lay there.
 *
 * @see https://github.com/apache/kafka clients/src/main/java/org/apache/kafka/common/internals/Topic.java (legal names)
 */
export const positionId = ({ topic, partition, offset, timestamp }: LocatedRecord): string =>
  `${topic}/${partition}/${offset}@${timestamp}`
