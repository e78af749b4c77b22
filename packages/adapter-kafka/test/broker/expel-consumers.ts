import {
  Base,
  kGetApi,
  kGetConnection,
  type API,
  type BaseOptions,
  type Connection,
  type consumerGroupDescribeV0,
  type consumerGroupHeartbeatV1,
  type findCoordinatorV6,
} from '@platformatic/kafka'

/** A member that says this leaves its group. Source: KIP-848. */
const leaves = -1

/** Expels the members of a group by KIP-848: no administrator's call does, so each farewell is said in its member's name. */
export const expelConsumers = async (options: BaseOptions, group: string): Promise<void> => {
  const client = new Base(options)
  const settled = <A>(begin: (done: (error: Error | null, value?: A) => void) => void): Promise<A> =>
    // The library gives a value where it gives no error.
    new Promise((resolve, reject) => begin((error, value) => (error === null ? resolve(value as A) : reject(error))))
  try {
    const connectTo = (broker: { readonly host: string; readonly port: number }) =>
      settled<Connection>((done) => client[kGetConnection](broker, done))
    const api = <A extends API<never, unknown>>(name: string) =>
      settled<A>((done) => client[kGetApi](name, (error, found) => done(error, found as never)))
    const [bootstrap] = (await client.metadata({ topics: [] })).brokers.values()
    if (bootstrap === undefined) throw new Error('there is no broker')
    const find = await api<typeof findCoordinatorV6.api>('FindCoordinator')
    const { coordinators } = await find.async(await connectTo(bootstrap), 0, [group])
    const connection = await connectTo(coordinators[0] ?? bootstrap)
    const describe = await api<typeof consumerGroupDescribeV0.api>('ConsumerGroupDescribe')
    const { groups } = await describe.async(connection, [group], false)
    const heartbeat = await api<typeof consumerGroupHeartbeatV1.api>('ConsumerGroupHeartbeat')
    for (const { memberId } of groups.flatMap(({ members }) => members)) {
      await heartbeat.async(connection, group, memberId, leaves, null, null, -1, null, null, null, null)
    }
  } finally {
    await client.close()
  }
}
