import {
  kGetApi,
  kGetBootstrapConnection,
  kGetConnection,
  type API,
  type Base,
  type Broker,
  type Connection,
  type consumerGroupHeartbeatV1,
  type fetchV17,
  type findCoordinatorV6,
  type heartbeatV4,
  type joinGroupV9,
  type leaveGroupV5,
  type listOffsetsV9,
  type metadataV12,
  type offsetCommitV9,
  type offsetFetchV9,
  type syncGroupV5,
} from '@platformatic/kafka'

/** The calls of Kafka's protocol that we make. Which version of them goes over the wire is agreed upon with the broker. */
interface Calls {
  readonly ConsumerGroupHeartbeat: typeof consumerGroupHeartbeatV1.api
  readonly Fetch: typeof fetchV17.api
  readonly FindCoordinator: typeof findCoordinatorV6.api
  readonly Heartbeat: typeof heartbeatV4.api
  readonly JoinGroup: typeof joinGroupV9.api
  readonly LeaveGroup: typeof leaveGroupV5.api
  readonly ListOffsets: typeof listOffsetsV9.api
  readonly Metadata: typeof metadataV12.api
  readonly OffsetCommit: typeof offsetCommitV9.api
  readonly OffsetFetch: typeof offsetFetchV9.api
  readonly SyncGroup: typeof syncGroupV5.api
}

export type CallName = keyof Calls

export type CallArguments<N extends CallName> =
  Parameters<Calls[N]['async']> extends [Connection, ...infer A] ? A : never

export type Reply<N extends CallName> = Calls[N] extends API<infer _A, infer R> ? R : never

/**
 * Makes one call, once, to one broker or to any of those we know. Rejects with the library's error; where the broker's answer
 * holds an error, the answer is in it.
 */
export const call = async <N extends CallName>(
  client: Base,
  broker: Broker | undefined,
  name: N,
  ...args: CallArguments<N>
): Promise<Reply<N>> => {
  const connection = await settled<Connection>((done) => {
    if (broker === undefined) client[kGetBootstrapConnection](done)
    else client[kGetConnection](broker, done)
  })
  const api = await settled<API<CallArguments<N>, Reply<N>>>((done) => client[kGetApi](name, done))
  return api.async(connection, ...args)
}

const settled = <A>(begin: (done: (error: Error | null, value?: A) => void) => void): Promise<A> =>
  new Promise((resolve, reject) => {
    // The library gives a value where it gives no error.
    begin((error, value) => (error === null ? resolve(value as A) : reject(error)))
  })
