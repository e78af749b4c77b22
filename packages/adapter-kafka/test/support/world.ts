import { manualClock } from '@vouchrelay/core/testing'
import { defaultConsumerSettings, type ConsumerSettings } from '../../src/consumer-settings.ts'
import { holdBack, type HeldBack } from './held-back.ts'
import { memoryCluster } from './memory-cluster.ts'
import { relayModel, type InHand, type RelayModel } from './relay-model.ts'
import { createWitness } from './witness.ts'

/** One thing that happens; `n` and `m` say to whom and how much. */
export interface Step {
  readonly does: (typeof happenings)[number]
  readonly n: number
  readonly m: number
}

/** Some more often than others. */
export const happenings = [
  'write',
  'write',
  'write',
  'leave a hole',
  'abort a transaction',
  'join',
  'leave',
  'crash',
  'expel',
  'refuse a commit',
  'refuse for good',
  'fail a fetch',
  'begin',
  'begin',
  'accept',
  'accept',
  'accept',
  'accept',
  'give back',
  'give back',
  'accept too late',
  'answer',
  'answer',
  'answer',
  'answer',
  'flow',
  'flow',
  'wait',
  'wait',
] as const

export const bounds = { span: 5, heldBytes: 2_000, partitionBytes: 300, mostInHand: 12, mostRelays: 3 }

const settings: Omit<ConsumerSettings, 'drainMs'> = {
  ...defaultConsumerSettings,
  ...bounds,
  group: 'vouchrelay',
  topics: ['orders'],
  protocol: 'cooperative',
  commitEveryMs: 200,
  lastCommitMs: 500,
}

interface Running {
  readonly name: string
  readonly relay: RelayModel
  readonly calls: HeldBack
  isLeaving: boolean
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** How a group runs. */
export interface Course {
  readonly partitions: number
  readonly protocol: ConsumerSettings['protocol']
  readonly hearsRecall: boolean
  /** How long a partition that is to move waits for what has begun. */
  readonly drainMs: number
}

/** What was seen of it. */
export interface Seen {
  /** What must not be, whatever happens. */
  readonly wrongs: readonly string[]
  /** Records that were handed out after they had ended. */
  readonly doubled: number
}

/** Runs relays of one group through what happens. */
export const live = async (
  { partitions, protocol, hearsRecall, drainMs }: Course,
  steps: readonly Step[],
): Promise<Seen> => {
  const clock = manualClock(1_000)
  const cluster = memoryCluster(clock)
  cluster.create('orders', partitions)
  const witness = createWitness(bounds.span)
  const running: Running[] = []
  let joined = 0

  const nameAt = (n: number): string => `orders-${n % partitions}`
  const logAt = (n: number) => cluster.log('orders', n % partitions)

  const join = (): void => {
    const name = `relay-${++joined}`
    const calls = holdBack()
    const own = { interleave: calls.interleave, mostInHand: bounds.mostInHand, hearsRecall }
    running.push({
      name,
      calls,
      isLeaving: false,
      relay: relayModel(cluster, { ...settings, protocol, drainMs }, clock, witness.watch(name), own),
    })
  }

  const inHand = (): readonly (readonly [Running, InHand])[] =>
    running.flatMap((one) => one.relay.inHand.map((held) => [one, held] as const))

  const accept = ({ name, relay }: Running, held: InHand): void => {
    witness.accepted(name, held.name, held.offset)
    relay.accept(held)
  }

  const remove = (one: Running): void => {
    if (running.includes(one)) running.splice(running.indexOf(one), 1)
  }

  const leave = (one: Running): void => {
    if (one.isLeaving || one.relay.consumer() === undefined) return
    one.isLeaving = true
    void one.relay.leave().then(() => remove(one))
  }

  const write = (n: number, m: number): void => {
    for (let left = 1 + (m % 4); left > 0; left--)
      witness.wrote(nameAt(n), logAt(n).append({ value: Buffer.alloc(m % 150) }))
  }

  const abort = (n: number, m: number): void => {
    const transaction = logAt(n).begin()
    for (let left = m % 3; left >= 0; left--) transaction.append({ value: Buffer.alloc(10) })
    transaction.abort()
  }

  /** What waits goes on, and what follows from it, for a while. */
  const flow = async (): Promise<void> => {
    for (let left = 12; left > 0; left--) {
      for (const { calls } of running) calls.releaseAll()
      await turn()
    }
  }

  const step = async ({ does, n, m }: Step): Promise<void> => {
    const one = running[n % Math.max(1, running.length)]
    const held = inHand()
    const [owner, some] = held[m % Math.max(1, held.length)] ?? []
    switch (does) {
      case 'write':
        return write(n, m)
      case 'leave a hole':
        return logAt(n).skip(1 + (m % 3))
      case 'abort a transaction':
        return abort(n, m)
      case 'join':
        if (running.length < bounds.mostRelays) join()
        return
      case 'leave':
        return one && leave(one)
      case 'crash':
        if (one === undefined) return
        witness.crashed(one.name)
        one.relay.crash()
        return remove(one)
      case 'expel':
        return one?.relay.driver.member()?.expel()
      case 'refuse a commit':
        return one?.relay.driver.member()?.refuse('REBALANCE_IN_PROGRESS', true, 1 + (m % 2))
      case 'refuse for good':
        return one?.relay.driver.member()?.refuse('OFFSET_METADATA_TOO_LARGE', false, 1)
      case 'fail a fetch':
        return one?.relay.driver.fail(
          'fetch',
          { _tag: 'KafkaFailure', message: 'no broker', passes: true },
          1 + (m % 2),
        )
      case 'begin':
        if (some !== undefined) some.hasBegun = true
        return
      case 'accept':
        return owner && some && accept(owner, some)
      case 'give back':
        if (owner === undefined || some === undefined) return
        witness.returned(owner.name, some.name, some.offset)
        return owner.relay.giveBack(some)
      case 'accept too late': {
        const ghost = one?.relay.ghosts[m % Math.max(1, one.relay.ghosts.length)]
        return ghost && one?.relay.acceptGhost(ghost)
      }
      case 'answer':
        for (const { calls } of running) for (let left = m % 4; left >= 0; left--) calls.release(n)
        return
      case 'flow':
        return flow()
      case 'wait':
        return clock.advance(1 + (m % 400))
      default:
        return does satisfies never
    }
  }

  const look = (): void => {
    witness.committed(cluster.group(settings.group).offsets)
    for (const { name, relay } of running) {
      const status = relay.consumer()?.status()
      if (status === undefined) continue
      const heldBytes = status.partitions.reduce((sum, one) => sum + one.heldBytes, 0)
      if (heldBytes > bounds.heldBytes) throw new Error(`${name} holds ${heldBytes} bytes`)
      const weighs = relay.inHand.reduce((sum, { bytes }) => sum + bytes, 0)
      if (weighs > heldBytes) throw new Error(`${name} counts ${heldBytes} bytes while ${weighs} are handed out`)
    }
  }

  /** All goes well from now on. */
  const recover = async (): Promise<boolean> => {
    for (const { calls, relay } of running) {
      calls.open()
      relay.driver.member()?.refuse('NONE', true, 0)
    }
    if (running.every(({ isLeaving }) => isLeaving)) join()
    for (const { calls } of running) calls.open()
    const isDone = (): boolean =>
      witness.isDone() &&
      Array.from({ length: partitions }, (_, n) => n).every(
        (n) => (cluster.group(settings.group).offsets.get(nameAt(n)) ?? 0n) === logAt(n).end(),
      )
    for (let left = 200; left > 0 && !isDone(); left--) {
      for (const [owner, held] of inHand()) accept(owner, held)
      await turn()
      look()
      await clock.advance(500)
      look()
    }
    return isDone()
  }

  join()
  for (let n = 0; n < partitions; n++) write(n, 3)
  await flow()
  for (const one of steps) {
    await step(one)
    await turn()
    look()
  }
  const hasEnded = await recover()
  const stuck = hasEnded ? [] : ['something is neither settled nor read again']
  for (const { relay } of running) relay.crash()
  return { wrongs: [...witness.wrongs, ...stuck], doubled: witness.doubled() }
}
