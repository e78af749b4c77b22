import { tryCatch, type TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Log, Source } from '@vouchrelay/core'
import { createAlarm } from './alarm.ts'
import type { Clock } from './clock.ts'
import { createCommits } from './commit.ts'
import type { ConsumerSettings } from './consumer-settings.ts'
import { outOf, statusOf, type ConsumerStatus } from './consumer-status.ts'
import { createDrains } from './drains.ts'
import type { CommitFailure, Driver, KafkaFailure, Member, Partition, Position } from './driver.ts'
import { shareOf } from './fetch.ts'
import { goneFrom } from './gone.ts'
import { createHandOut } from './hand-out.ts'
import { createHoldings } from './holdings.ts'
import { isKafkaFailure } from './kafka-failure.ts'
import { createLocator } from './locator.ts'
import { createLoop } from './loop.ts'
import { createOffers, type OffersParts } from './offers.ts'
import { createReader } from './reader.ts'

/** What a consumer is made of. */
export interface ConsumerParts extends Pick<OffersParts, 'source' | 'present'> {
  readonly driver: Driver
  readonly settings: ConsumerSettings
  readonly clock: Clock
  readonly log: Log
}

/** A member of a group as a source. */
export interface Consumer extends Pick<Source, 'deliveries'> {
  /** Why it cannot read some or all of its partitions just now, in a sentence. */
  readonly ailment: () => string | undefined
  readonly status: () => ConsumerStatus
  /** Finishes what is under way, commits, and leaves the group: to be called when the pipeline takes no more. */
  readonly close: () => Promise<void>
}

/**
 * Joins a group and hands out the records of its partitions. A verdict `Accept` lets the group's offset pass soon; it is durable
 * only then, so after a kill the last events come again, and the ledger knows them. `Return` offers a record again after a pause,
 * before any later one of its partition.
 *
 * All that is waited for lies outside: neither a rest, nor a closed destination, nor a full partition holds up the membership,
 * which is the driver's. A partition that is to move recalls its deliveries, the last one first: what has not begun comes back at
 * once; what has begun, and what fills a gap before it, may finish within `drainMs`. Then what is done is committed, the rest is
 * withdrawn, and the partition goes.
 */
export const openConsumer = (parts: ConsumerParts): TaskEither<KafkaFailure, Consumer> =>
  tryCatch(
    () => open(parts),
    (error) => {
      if (isKafkaFailure(error)) return error
      throw error
    },
  )

/** What is assigned before the driver has given its member. */
const notJoined = async (positions: readonly Position[]): Promise<readonly CommitFailure[]> =>
  positions.map(({ topic, partition }) => ({ topic, partition, error: 'NOT_JOINED', canRepeat: true }))

const open = async ({ driver, settings, clock, log, source, present }: ConsumerParts): Promise<Consumer> => {
  const { now } = clock
  const holdings = createHoldings(settings.span)
  let member: Member | undefined
  const closing = new AbortController()
  let commitAt = Infinity
  /** Something happened beside records that ended: time to look at everything. */
  let isStirred = true

  const advance = (): void => {
    if (!isStirred && drains.size() === 0 && !handOut.isAsked() && reader.isUnderWay()) return
    isStirred = false
    const at = now()
    drains.advance(at)
    if (commitAt <= at) {
      commits.send(holdings.all())
      commitAt = at + settings.commitEveryMs
    }
    reader.read(holdings.all())
    handOut.give()
    alarm.set(nextAt(at))
  }

  const nextAt = (at: number): number => {
    let next = Math.min(commitAt, drains.nextAt(at))
    if (drains.size() > 0 && commits.mayAt() > at) next = Math.min(next, commits.mayAt())
    if (reader.mayAt() > at) next = Math.min(next, reader.mayAt())
    for (const assignment of holdings.all()) {
      const until = assignment.restsUntil() ?? Infinity
      if (until > at) next = Math.min(next, until)
    }
    return next
  }

  const loop = createLoop(advance)
  const stirred = (): void => {
    isStirred = true
  }
  const stir = (change: () => void): void =>
    loop(() => {
      stirred()
      change()
    })
  const alarm = createAlarm(clock, () => stir(() => undefined))
  const commits = createCommits({
    commit: (positions) => member?.commit(positions) ?? notJoined(positions),
    loop: stir,
    now,
  })
  const drains = createDrains({ ...settings, commits, release: holdings.release })
  const offers = createOffers({ source, present, loop, now, stirred })
  const handOut = createHandOut(() => offers.next(holdings.all(), now()), loop)
  const reader = createReader({
    fetch: driver.fetch,
    bounds: settings,
    loop: stir,
    now,
    gone: goneFrom(settings, log),
    broken: handOut.fail,
  })
  const locator = createLocator({
    driver,
    settings,
    clock,
    log,
    loop: stir,
    closing: closing.signal,
    broken: handOut.fail,
  })

  const take = (partitions: readonly Partition[]): void =>
    locator.locate(holdings.take(partitions), () => {
      // What the group did not know it is told at once: a crash would begin elsewhere.
      commitAt = now()
      // The fetch under way does not ask for these.
      reader.cut()
    })

  const giveAway = (partitions: readonly Partition[], done: () => void): void => {
    const going = holdings.of(partitions)
    for (const assignment of going) assignment.close()
    drains.begin(going, now(), done)
  }

  member = await driver.join(settings, {
    assigned: async (partitions) => stir(() => take(partitions)),
    revoked: (partitions) => new Promise((resolve) => stir(() => giveAway(partitions, resolve))),
    lost: (partitions) => stir(() => holdings.of(partitions).forEach(holdings.release)),
  })
  const joined = member
  stir(() => {
    commitAt = now() + settings.commitEveryMs
  })

  const status = (): ConsumerStatus => {
    const all = holdings.all()
    const { fullBytes } = shareOf(all.length, settings)
    return {
      out: outOf(joined),
      rebalances: joined.rebalances(),
      drains: drains.figures(),
      commitsFailed: commits.failed(),
      failing: reader.failing() ?? locator.failing(),
      partitions: all.map((assignment) => statusOf(assignment, now(), { mostSpan: settings.span, fullBytes })),
    }
  }

  return {
    deliveries: handOut.deliveries,
    status,
    ailment: () => {
      const { out, failing, partitions } = status()
      return out ?? failing ?? partitions.find(({ standing }) => standing === 'stopped')?.paused
    },
    close: async () => {
      handOut.end()
      await joined.leave()
      stir(() => {
        holdings.all().forEach(holdings.release)
        commitAt = Infinity
      })
      closing.abort()
      reader.cut()
      await driver.close()
    },
  }
}
