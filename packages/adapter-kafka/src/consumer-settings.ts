import type { Beginning, Joining } from './driver.ts'

/** Where reading begins in a partition of which the group has committed nothing. */
export type StartFrom = Beginning | 'committed-or-fail'

/** How a consumer is set. Each number has a default in `defaultConsumerSettings`. */
export interface ConsumerSettings extends Joining {
  readonly startFrom: StartFrom
  /** What follows when the committed offset is no longer on the topic: records were deleted before they were read. */
  readonly whenGone: 'earliest' | 'fail'
  /** How often offsets are committed: a member that is killed leaves so much to be read again. */
  readonly commitEveryMs: number
  /** How long a partition that is to move waits for what has begun. With `lastCommitMs` less than the rebalance timeout. */
  readonly drainMs: number
  /** How long the commit after it may take. */
  readonly lastCommitMs: number
  /** Records of a partition from the first that has not ended to the newest handed out. */
  readonly span: number
  /** Bytes of all records that are held, as `recordBytes` counts. */
  readonly heldBytes: number
  /** Bytes that are asked of a partition at once, at most. */
  readonly partitionBytes: number
  /** How long the broker waits for something to give, where every partition is asked. */
  readonly waitMs: number
}

export const defaultConsumerSettings = {
  startFrom: 'earliest',
  whenGone: 'fail',
  sessionTimeoutMs: 45_000,
  rebalanceTimeoutMs: 60_000,
  commitEveryMs: 1_000,
  // PostHog's 20 s were too short sixty times an hour (PostHog/posthog#56097).
  drainMs: 30_000,
  lastCommitMs: 5_000,
  // So many events are offered again, at most, to a relay that does not know of them.
  span: 4_096,
  heldBytes: 32 * 1024 * 1024,
  // A megabyte, the usual, costs 60 MB more memory and is hardly faster once records are parsed.
  partitionBytes: 256 * 1024,
  waitMs: 1_000,
} as const satisfies Omit<ConsumerSettings, 'group' | 'topics' | 'protocol'>
