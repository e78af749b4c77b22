import type { KafkaFailure } from './driver.ts'

/** Whether a driver refused for a reason that it knows. Anything else that it throws is a bug. */
export const isKafkaFailure = (error: unknown): error is KafkaFailure =>
  typeof error === 'object' && error !== null && '_tag' in error && error._tag === 'KafkaFailure'
