/** A partition of a topic. */
export interface Partition {
  readonly topic: string
  readonly partition: number
}

/** A place in a partition: `offset` is the next record to read. */
export interface Position extends Partition {
  readonly offset: bigint
}

/** A record as it lies on the topic. Its bytes are the caller's to keep. */
export interface TopicRecord {
  readonly offset: bigint
  /** Milliseconds since the epoch. */
  readonly timestamp: number
  readonly key: Uint8Array | undefined
  /** Undefined: a tombstone. */
  readonly value: Uint8Array | undefined
  /** In their order; a name may come again. */
  readonly headers: readonly (readonly [name: string, value: Uint8Array | undefined])[]
}

/** What was read of a partition. */
export interface Batch extends Partition {
  /** In the order of their offsets, which may have holes. Of aborted transactions there are none. */
  readonly records: readonly TopicRecord[]
  /** Where to read on: beyond the last record, holes and marks of transactions that were read. */
  readonly next: bigint
  /** Where the partition ends, as far as committed: lag is what lies between. */
  readonly end: bigint
}

/** What cannot be read from where it was asked. */
export interface Gone extends Partition {
  /** The first offset that is still there. */
  readonly earliest: bigint
  readonly end: bigint
}

/** What one fetch gave. */
export interface Fetched {
  /** A partition with nothing new may be left out, or come without records to tell where it ends. */
  readonly batches: readonly Batch[]
  /** Partitions whose position is out of the topic's range. */
  readonly gone: readonly Gone[]
}

/** What became of a commit, by partition: those that are missing were committed. */
export interface CommitFailure extends Partition {
  /** Kafka's name of the error: `ILLEGAL_GENERATION`. `NOT_HELD`: the member does not hold the partition; nobody was asked. */
  readonly error: string
  /** Whether it can be tried again as long as the partition is ours. */
  readonly canRepeat: boolean
}

/**
 * Told of what the group decides. One call after the other: the next is made when the last one has resolved, but that `lost` may
 * come while another is under way. None of them may throw or reject.
 */
export interface Membership {
  /** These are ours now. */
  readonly assigned: (partitions: readonly Partition[]) => Promise<void>
  /**
   * These go to another member. None of them moves before this resolves: until then what is under way can be finished and committed.
   * Heartbeats go on meanwhile.
   */
  readonly revoked: (partitions: readonly Partition[]) => Promise<void>
  /**
   * These are somebody else's already: nothing of them can be committed. Those that are being revoked may be among them; what is
   * waited for there is then in vain.
   */
  readonly lost: (partitions: readonly Partition[]) => void
}

/** How a group is joined. */
export interface Joining {
  readonly group: string
  readonly topics: readonly string[] | RegExp
  /** `consumer`: KIP-848, brokers from 4.0. The others are classic: cooperative-sticky, and eager with round robin. */
  readonly protocol: 'consumer' | 'cooperative' | 'eager'
  /** A member that comes back under its name within the session keeps its partitions. */
  readonly instanceId?: string | undefined
  /**
   * Without a word between us and the broker for so long, the membership is lost. With `consumer` the broker's own setting decides
   * when it gives our partitions away (`group.consumer.session.timeout.ms`); this must not be longer.
   */
  readonly sessionTimeoutMs: number
  /** How long a member may take to let go of partitions. */
  readonly rebalanceTimeoutMs: number
}

/** A membership that was begun. */
export interface Member {
  /** Whether the group knows us just now; otherwise why not, in a sentence. */
  readonly state: () => { readonly _tag: 'Joined' } | { readonly _tag: 'Out'; readonly why: string }
  /** How often the group's partitions were shared out anew with us in it. */
  readonly rebalances: () => number
  /** Commits on behalf of this member. Resolves on the broker's word; never rejects. */
  readonly commit: (positions: readonly Position[]) => Promise<readonly CommitFailure[]>
  /** Lets go of all: `revoked` is told first. A static member leaves its name behind. Never rejects. */
  readonly leave: () => Promise<void>
}

/** Why a cluster or a group cannot be used. */
export interface KafkaFailure {
  readonly _tag: 'KafkaFailure'
  /** What is wrong, where, and what to do, in a sentence, without secrets. */
  readonly message: string
  /** Whether it may pass by itself: a broker that is starting, and not a wrong password. */
  readonly passes: boolean
}

/** Where reading begins in a partition. */
export type Beginning = 'earliest' | 'latest' | { readonly at: number }

/** All that is asked of a Kafka client. Whatever is awaited rejects with a `KafkaFailure` where nothing else is said. */
export interface Driver {
  /** The partitions of topics, now. Rejects where a topic is missing. */
  readonly partitions: (topics: readonly string[] | RegExp) => Promise<readonly Partition[]>
  /**
   * Begins a membership; it joins again by itself for as long as it is not left. Resolves when the group has answered or when it
   * cannot yet; rejects where it refuses us for good.
   */
  readonly join: (joining: Joining, membership: Membership) => Promise<Member>
  /** What the group has committed; partitions of which it has nothing are left out. */
  readonly committed: (group: string, partitions: readonly Partition[]) => Promise<readonly Position[]>
  /** A time, in milliseconds since the epoch, gives the first record from then on, or the end. */
  readonly find: (beginning: Beginning, partitions: readonly Partition[]) => Promise<readonly Position[]>
  /**
   * Reads from the positions, and from no other partition: a partition is paused by not asking for it. Resolves when there is
   * something, or after `waitMs`, or when `stop` aborts. One fetch at a time.
   */
  readonly fetch: (positions: readonly Position[], limits: FetchLimits, stop: AbortSignal) => Promise<Fetched>
  /**
   * Writes a record and resolves when all replicas in sync have it. Records of one topic keep their order, and a key its partition
   * (Kafka's own hash). After a rejection it may be there or not.
   */
  readonly produce: (topic: string, record: Omit<TopicRecord, 'offset'>) => Promise<void>
  /** Leaves the groups that were joined, then closes all connections. Never rejects. */
  readonly close: () => Promise<void>
}

export interface FetchLimits {
  readonly waitMs: number
  /** Of each partition; one record always fits. */
  readonly partitionBytes: number
}
