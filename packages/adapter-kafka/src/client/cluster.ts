import { Base, type Broker } from '@platformatic/kafka'
import type { Partition } from '../driver.ts'
import { call, type CallArguments, type CallName, type Reply } from './call.ts'
import { defaultMetadataMaxAgeMs, type Connection } from './connection.ts'
import { optionsOf } from './options-of.ts'
import { answerIn, isAstray, nameOfCode } from './errors.ts'
import { failureOf, isKafkaFailure, kafkaFailure, type Circumstances } from './failure.ts'

/** A topic as the cluster tells it. */
export interface Topic {
  readonly name: string
  readonly id: string
  /** The node that leads each partition, by its number; -1 for none. */
  readonly leaders: readonly number[]
}

/** What the topics are, who leads what, and calls to any node: a cluster as one client sees it. */
export interface Cluster {
  /** Asked anew when older than the connection's `metadataMaxAgeMs`. Rejects with a `KafkaFailure` where a topic is missing. */
  readonly topics: (names: readonly string[] | RegExp) => Promise<readonly Topic[]>
  /** To be told when a broker was not what the metadata says. */
  readonly forget: () => void
  /** By the node's number. */
  readonly call: <N extends CallName>(node: number | 'any', name: N, ...args: CallArguments<N>) => Promise<Reply<N>>
  /** Calls over connections of its own, which nothing else waits behind. */
  readonly apart: (requestTimeoutMs: number) => Apart
  readonly circumstances: (trying: string) => Circumstances
  readonly close: () => Promise<void>
}

export interface Apart {
  readonly call: <N extends CallName>(broker: Broker, name: N, ...args: CallArguments<N>) => Promise<Reply<N>>
  readonly broker: (node: number) => Promise<Broker>
  readonly close: () => Promise<void>
}

/** @param ticks milliseconds that only go forward */
export const createCluster = (connection: Connection, ticks: () => number): Cluster => {
  const maxAgeMs = connection.metadataMaxAgeMs ?? defaultMetadataMaxAgeMs
  const client = new Base(optionsOf(connection))
  const known = new Map<string, { readonly topic: Topic; readonly at: number }>()
  let brokers: ReadonlyMap<number, Broker> = new Map()
  const others = new Set<Base>()

  const ask = async (names: readonly string[] | null): Promise<readonly Topic[]> => {
    const request = names === null ? null : [...names]
    const reply = await call(client, undefined, 'Metadata', request, false, false).catch((error: unknown) => {
      const answer = answerIn<Reply<'Metadata'>>(error)
      if (answer === undefined) throw error
      return answer
    })
    brokers = new Map(reply.brokers.map(({ nodeId, host, port }) => [nodeId, { host, port }]))
    return reply.topics.flatMap((topic) => {
      const { name, topicId: id, isInternal, errorCode, partitions } = topic
      const error = nameOfCode(errorCode)
      if (error !== undefined && !(error === 'LEADER_NOT_AVAILABLE' && partitions.length > 0))
        throw missing(name, error)
      if (typeof name !== 'string' || (isInternal && names === null)) return []
      const leaders = partitions.toSorted((a, b) => a.partitionIndex - b.partitionIndex).map(({ leaderId }) => leaderId)
      known.set(name, { topic: { name, id, leaders }, at: ticks() })
      return [{ name, id, leaders }]
    })
  }

  const missing = (name: string | null | undefined, error: string) =>
    failureOf(Object.assign(new Error(error), { apiId: error }), circumstances(`use the topic "${name}"`))

  const circumstances = (trying: string): Circumstances => {
    const { brokers, sasl, tls } = connection
    const login = sasl === undefined || sasl.mechanism === 'OAUTHBEARER' ? sasl?.mechanism : `"${sasl.username}"`
    const wants = [
      ...(sasl === undefined ? ['a login, set sasl'] : []),
      ...(tls === undefined ? ['TLS, set tls'] : []),
      ...(tls !== undefined && tls.cert === undefined ? ['a certificate, set tls.cert and tls.key'] : []),
    ]
    return { trying, brokers, login, wanting: wants.length === 0 ? undefined : wants.join('; if they want ') }
  }

  const topics: Cluster['topics'] = async (names) => {
    try {
      if (names instanceof RegExp) return (await ask(null)).filter(({ name }) => name.search(names) >= 0)
      const isFresh = (name: string): boolean => ticks() - (known.get(name)?.at ?? -Infinity) < maxAgeMs
      const stale = names.filter((name) => !isFresh(name))
      if (stale.length > 0) await ask(stale)
      return names.flatMap((name) => known.get(name)?.topic ?? [])
    } catch (error) {
      throw isKafkaFailure(error) ? error : failureOf(error, circumstances('ask the cluster for its topics'))
    }
  }

  const brokerOf = async (node: number): Promise<Broker> => {
    if (!brokers.has(node)) await ask([])
    const broker = brokers.get(node)
    if (broker === undefined) throw kafkaFailure(`the broker ${node} is not in the cluster just now`, true)
    return broker
  }

  return {
    topics,
    forget: () => known.clear(),
    call: async (node, name, ...args) =>
      call(client, node === 'any' ? undefined : await brokerOf(node), name, ...args).catch((error: unknown) => {
        if (isAstray(error)) known.clear()
        throw error
      }),
    apart: (requestTimeoutMs) => {
      const own = new Base({ ...optionsOf(connection), requestTimeout: requestTimeoutMs })
      others.add(own)
      return {
        call: (broker, name, ...args) => call(own, broker, name, ...args),
        broker: brokerOf,
        close: async () => {
          others.delete(own)
          await own.close()
        },
      }
    },
    circumstances,
    close: async () => {
      await Promise.allSettled([client, ...others].map((each) => each.close()))
    },
  }
}

/** The partitions of topics. */
export const partitionsOf = (topics: readonly Topic[]): readonly Partition[] =>
  topics.flatMap(({ name, leaders }) => leaders.map((_, partition) => ({ topic: name, partition })))
