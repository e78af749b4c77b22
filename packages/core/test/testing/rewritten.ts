import type { Delivery } from '../../src/contracts/delivery.ts'
import type { MemorySource } from '../../src/testing/memory-source.ts'
import type { Change } from './memory-log.ts'

/** A source whose deliveries are made of those of another. */
export const rewritten =
  (rewrite: (deliveries: AsyncIterable<Delivery>, source: MemorySource) => AsyncIterable<Delivery>): Change =>
  (source) => ({ ...source, deliveries: (stop) => rewrite(source.deliveries(stop), source) })
