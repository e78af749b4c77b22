import type { Joining, KafkaFailure, Partition } from '../../driver.ts'
import type { Apart, Cluster } from '../cluster.ts'
import type { Coordinator } from '../coordinator.ts'
import type { Holding } from './holding.ts'

/** What a member of any protocol is made with. */
export interface MemberParts {
  readonly joining: Joining
  readonly cluster: Cluster
  readonly coordinator: Coordinator
  /** Connections for heartbeats and commits, which are answered at once. */
  readonly calls: Apart
  readonly holding: Holding
  /** Milliseconds that only go forward. */
  readonly ticks: () => number
  /** After so long it is looked again which topics and partitions there are. */
  readonly lookAfterMs: number
}

/** How a protocol keeps a membership alive. */
export interface Keeping {
  readonly state: () => { readonly _tag: 'Joined' } | { readonly _tag: 'Out'; readonly why: string }
  readonly rebalances: () => number
  /** As whom to commit. */
  readonly who: () => { readonly memberId: string; readonly generation: number }
  /** Rejects with a `KafkaFailure` where the group refuses us for good; resolves when it has answered, or may later. */
  readonly begun: Promise<void>
  /** Takes on no more. Heartbeats go on. */
  readonly wind: () => void
  /** Says farewell, where a member of this kind does. All partitions are let go of. Never rejects. */
  readonly end: () => Promise<void>
}

/** The topics a member reads, with their partitions, as a text that changes when they do. */
export const signatureOf = (partitions: readonly Partition[]): string =>
  partitions
    .map(({ topic, partition }) => `${topic}:${partition}`)
    .toSorted()
    .join()

export const sentenceOf = ({ message }: KafkaFailure): string => message
