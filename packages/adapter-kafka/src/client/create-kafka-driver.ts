import type { Driver, Member } from '../driver.ts'
import { createCluster, partitionsOf } from './cluster.ts'
import { defaultMetadataMaxAgeMs, defaultRequestTimeoutMs, type Connection } from './connection.ts'
import { createCoordinator } from './coordinator.ts'
import { failureOf } from './failure.ts'
import { createFetching } from './fetching.ts'
import { joinGroup } from './membership/join-group.ts'
import { findPositions } from './offsets.ts'
import { createProducing } from './producing.ts'
import { repeatPassing } from './repeat-passing.ts'

/**
 * A driver for Apache Kafka from 3.5 on. It connects when it is first asked for something.
 *
 * @param ticks milliseconds that only go forward
 */
export const createKafkaDriver = (connection: Connection, ticks = () => performance.now()): Driver => {
  const cluster = createCluster(connection, ticks)
  const timeoutMs = connection.requestTimeoutMs ?? defaultRequestTimeoutMs
  const calls = cluster.apart(timeoutMs)
  const lookAfterMs = connection.metadataMaxAgeMs ?? defaultMetadataMaxAgeMs
  const producing = createProducing(connection, cluster)

  const members = new Set<Member>()

  const trying = async <A>(what: string, act: () => Promise<A>): Promise<A> => {
    try {
      return await repeatPassing(act)
    } catch (error) {
      throw failureOf(error, cluster.circumstances(what))
    }
  }

  return {
    partitions: async (topics) => partitionsOf(await cluster.topics(topics)),
    join: async (joining, membership) => {
      const parts = { cluster, ticks, requestTimeoutMs: timeoutMs, lookAfterMs }
      const member = await joinGroup(parts, joining, membership)
      members.add(member)
      return member
    },
    committed: (group, partitions) =>
      trying(`read what the group "${group}" has committed`, () =>
        createCoordinator(cluster, group, calls).committed(partitions),
      ),
    find: (beginning, partitions) =>
      trying('look where to begin to read', () => findPositions(cluster, beginning, partitions)),
    fetch: createFetching(cluster, cluster.apart(timeoutMs + 60_000)),
    produce: producing.produce,
    close: async () => {
      await Promise.all([...members].map((member) => member.leave()))
      await Promise.allSettled([producing.close(), cluster.close()])
    },
  }
}
