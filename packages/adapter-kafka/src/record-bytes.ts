import type { TopicRecord } from './driver.ts'

/** What a record weighs beside its bytes: without it, a topic of tombstones would weigh nothing. */
const overheadBytes = 64

/** What a record counts for where memory is bounded. */
export const recordBytes = ({ key, value, headers }: Omit<TopicRecord, 'offset' | 'timestamp'>): number => {
  let bytes = overheadBytes + (key?.byteLength ?? 0) + (value?.byteLength ?? 0)
  for (const [name, header] of headers) bytes += name.length + (header?.byteLength ?? 0)
  return bytes
}
