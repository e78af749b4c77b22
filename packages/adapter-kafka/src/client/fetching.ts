import { setTimeout as sleep } from 'node:timers/promises'
import type { Batch, Driver, Fetched, FetchLimits, Gone, Position } from '../driver.ts'
import type { Reply } from './call.ts'
import type { Apart, Cluster } from './cluster.ts'
import { answerIn, nameOfCode } from './errors.ts'
import { failureOf } from './failure.ts'
import { findPositions, leadersOf } from './offsets.ts'
import { byTopic, keyOf } from './partition-keys.ts'
import { readBatches } from './read-batches.ts'

/** A fetch that waits at a broker, or its answer until somebody asks for it. One at a time for each broker. */
interface Asked {
  readonly positions: readonly Position[]
  answer: Answer | undefined
}

type Answer =
  | { readonly _tag: 'Read'; readonly fetched: Fetched }
  /** The broker was not in charge of some of it; who is will be asked for. */
  | { readonly _tag: 'Astray'; readonly fetched: Fetched }
  | { readonly _tag: 'Failed'; readonly error: unknown }

const readCommitted = 1
const noSession = { id: 0, epoch: -1 } as const

/** Who leads a partition now is not known at once. */
const pauseAfterAstrayMs = 100

const asleep = (): void => undefined

/** Kafka's errors of a partition that moves from one broker to another. */
const astray: ReadonlySet<string> = new Set([
  'NOT_LEADER_OR_FOLLOWER',
  'LEADER_NOT_AVAILABLE',
  'REPLICA_NOT_AVAILABLE',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
  'OFFSET_NOT_AVAILABLE',
  'KAFKA_STORAGE_ERROR',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'UNKNOWN_TOPIC_ID',
  'INCONSISTENT_TOPIC_ID',
])

/**
 * Reads partitions, with one request at a time to each broker. A broker that answers late keeps nobody waiting: its answer is
 * taken by the next fetch, as far as that asks for the same positions.
 *
 * @param apart connections for this alone: a broker answers in order, and a fetch waits there
 */
export const createFetching = (cluster: Cluster, apart: Apart): Driver['fetch'] => {
  const asked = new Map<number, Asked>()
  let wake = asleep
  let turn = 0

  const ask = async (node: number, positions: readonly Position[], limits: FetchLimits): Promise<Answer> => {
    try {
      const topics = await cluster.topics([...new Set(positions.map(({ topic }) => topic))])
      const ids = new Map(topics.map(({ name, id }) => [name, id]))
      const names = new Map(topics.map(({ name, id }) => [id, name]))
      const wanted = byTopic(positions).map(({ topic, members }) => ({
        topicId: ids.get(topic) ?? '',
        partitions: members.map(({ partition, offset }) => ({
          partition,
          fetchOffset: offset,
          currentLeaderEpoch: -1,
          lastFetchedEpoch: -1,
          partitionMaxBytes: limits.partitionBytes,
        })),
      }))
      const most = Math.min(limits.partitionBytes * positions.length, 2 ** 31 - 1)
      const { id, epoch } = noSession
      const reply = await apart
        .call(await apart.broker(node), 'Fetch', limits.waitMs, 1, most, readCommitted, id, epoch, wanted, [], '')
        // An error of one partition is not that of the others.
        .catch((error: unknown) => {
          const answer = answerIn<Reply<'Fetch'>>(error)
          if (answer === undefined || answer.errorCode !== 0) throw error
          return answer
        })
      return await read(reply, names, positions)
    } catch (error) {
      return { _tag: 'Failed', error }
    }
  }

  const read = async (
    reply: Reply<'Fetch'>,
    names: ReadonlyMap<string, string>,
    positions: readonly Position[],
  ): Promise<Answer> => {
    const from = new Map(positions.map((position) => [keyOf(position), position]))
    const batches: Batch[] = []
    const outOfRange: Position[] = []
    let isAstray = false
    for (const { topicId, partitions } of reply.responses) {
      for (const answer of partitions) {
        const position = from.get(keyOf({ topic: names.get(topicId) ?? '', partition: answer.partitionIndex }))
        if (position === undefined) continue
        const error = nameOfCode(answer.errorCode)
        if (error === undefined) {
          const batch = readBatches(answer, position.offset)
          if (batch.next > position.offset) batches.push({ topic: position.topic, ...batch })
        } else if (error === 'OFFSET_OUT_OF_RANGE') outOfRange.push(position)
        else if (astray.has(error)) isAstray = true
        else throw Object.assign(new Error(error), { apiId: error, topic: position.topic })
      }
    }
    const fetched = { batches, gone: await findGone(outOfRange) }
    return { _tag: isAstray ? 'Astray' : 'Read', fetched }
  }

  const findGone = async (positions: readonly Position[]): Promise<readonly Gone[]> => {
    if (positions.length === 0) return []
    const earliest = await findPositions(cluster, 'earliest', positions)
    const latest = new Map(
      (await findPositions(cluster, 'latest', positions)).map((each) => [keyOf(each), each.offset]),
    )
    return earliest.map(({ topic, partition, offset }) => {
      return { topic, partition, earliest: offset, end: latest.get(keyOf({ topic, partition })) ?? offset }
    })
  }

  const begin = async (positions: readonly Position[], limits: FetchLimits): Promise<void> => {
    // A broker gives what is too large for the limits only to the first that it has something of.
    turn += 1
    const first = turn % Math.max(1, positions.length)
    const turned = [...positions.slice(first), ...positions.slice(0, first)]
    for (const [node, led] of await leadersOf(cluster, turned)) {
      if (asked.has(node)) continue
      const request: Asked = { positions: led, answer: undefined }
      asked.set(node, request)
      // It tells its failure in the answer, and fails in no other way.
      void keep(request, ask(node, led, limits))
    }
  }

  const keep = async (request: Asked, answer: Promise<Answer>): Promise<void> => {
    request.answer = await answer
    wake()
  }

  /** What has come, as far as it was asked for. Throws what failed once nothing else has come. */
  const take = (positions: readonly Position[]): { readonly fetched: Fetched; readonly isAstray: boolean } => {
    const wanted = new Map(positions.map((position) => [keyOf(position), position.offset]))
    const batches: Batch[] = []
    const gone: Gone[] = []
    let isAstray = false
    for (const [node, { positions: from, answer }] of asked) {
      if (answer === undefined || (answer._tag === 'Failed' && batches.length > 0)) continue
      asked.delete(node)
      if (answer._tag === 'Failed') throw answer.error
      const same = new Set(from.filter((position) => wanted.get(keyOf(position)) === position.offset).map(keyOf))
      batches.push(...answer.fetched.batches.filter((batch) => same.has(keyOf(batch))))
      gone.push(...answer.fetched.gone.filter((each) => same.has(keyOf(each))))
      isAstray ||= answer._tag === 'Astray'
    }
    return { fetched: { batches, gone }, isAstray }
  }

  return async (positions, limits, stop) => {
    const { promise: over, resolve: end } = Promise.withResolvers<void>()
    let isOver = stop.aborted
    const finish = (): void => {
      isOver = true
      end()
    }
    const timer = setTimeout(finish, limits.waitMs)
    stop.addEventListener('abort', finish, { once: true })
    try {
      for (;;) {
        const woken = new Promise<void>((resolve) => {
          wake = resolve
        })
        const { fetched, isAstray } = take(positions)
        if (isOver || fetched.batches.length > 0 || fetched.gone.length > 0) return fetched
        if (isAstray) {
          cluster.forget()
          await Promise.race([sleep(pauseAfterAstrayMs), over])
        }
        await begin(positions, limits)
        await Promise.race([woken, over])
      }
    } catch (error) {
      cluster.forget()
      const topic = Object(error).topic
      throw failureOf(error, cluster.circumstances(topic === undefined ? 'read' : `read the topic "${topic}"`))
    } finally {
      clearTimeout(timer)
      stop.removeEventListener('abort', finish)
    }
  }
}
