/** Worlds for each law: `RUNS=5000` looks longer. */
import { expect } from 'chai'
import fc from 'fast-check'
import { right } from 'fp-ts/lib/Either.js'
import type { DoubtPolicy } from '../../src/contracts/policy.ts'
import type { Route } from '../../src/pipeline/route.ts'
import { memoryLedger } from '../../src/state/memory.ts'
import { memorySource, type MemoryEvent } from '../../src/testing/memory-source.ts'
import { liveOn, type LifeEnd } from './lives.ts'
import { keyOf, latestMs, modelledDestination, type Answer, type Look } from './modelled-destination.ts'
import { virtualTime } from './virtual-time.ts'

const anyEvents: fc.Arbitrary<readonly MemoryEvent[]> = fc
  .array(
    fc.record({
      customer: fc.constantFrom('ann', 'bob'),
      friend: fc.constantFrom('ann', 'bob', undefined),
      isCopy: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((all) =>
    all.map(({ isCopy, ...fields }, n) => ({
      messageId: isCopy && n > 1 ? `m${n - 2}` : `m${n}`,
      fields: { ...fields, ...(isCopy && n > 1 ? all[n - 2] : {}), n },
    })),
  )

const anyProcessing = (late: boolean): fc.Arbitrary<number | undefined> =>
  fc.constantFrom(undefined, 0, ...(late ? [1_000, latestMs] : []))

const anyAnswer = (late: boolean): fc.Arbitrary<Answer> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<Answer>({ gives: 'ok' }) },
    fc.record({ gives: fc.constantFrom('refused', 'unavailable', 'unavailable', 'throttled', 'misconfigured') }),
    {
      weight: 3,
      arbitrary: fc.record({
        gives: fc.constantFrom('timeout', 'reset', 'status', 'answer'),
        processed: anyProcessing(late),
      }),
    },
  )

const anyLook: fc.Arbitrary<Look> = fc.constantFrom('truth', 'truth', 'truth', 'unavailable', 'in-doubt', 'refused')

const anyEnd: fc.Arbitrary<LifeEnd> = fc.record({
  by: fc.constantFrom('crash', 'crash', 'stop'),
  after: fc.integer({ min: 1, max: 60 }),
})

const anyWorld = (late: boolean) =>
  fc.record({
    events: anyEvents,
    answers: fc.array(anyAnswer(late), { maxLength: 20 }),
    looks: fc.array(anyLook, { maxLength: 6 }),
    ends: fc.array(anyEnd, { maxLength: 4 }),
    budgetMs: fc.constantFrom(0, 200, 5_000, 1e9),
    isJournalled: fc.boolean(),
    chance: fc.double({ min: 0, max: 1, noNaN: true }),
  })

type World = ReturnType<typeof anyWorld> extends fc.Arbitrary<infer W> ? W : never

const routesWith = (whenInDoubt: DoubtPolicy): readonly Route[] => [
  {
    name: 'all',
    kind: 'event',
    whenInDoubt,
    when: () => true,
    body: (fields) => right({ customer: fields['customer'] }),
  },
  {
    name: 'friends',
    kind: 'event',
    whenInDoubt,
    when: (fields) => fields['friend'] !== undefined,
    body: (fields) => right({ customer: fields['friend'] }),
  },
]

/** Everything that came of a world. */
const courseOf = async (policy: DoubtPolicy, world: World) => {
  const { events, answers, looks, ends, budgetMs, isJournalled, chance } = world
  const time = virtualTime()
  const source = memorySource('shop', events)
  const destination = modelledDestination({
    time,
    answer: (_, attempt) => answers[attempt] ?? { gives: 'ok' },
    look: (look) => looks[look] ?? 'truth',
  })
  const ledger = memoryLedger()
  const routes = routesWith(policy)
  const retryPolicy = { firstDelayMs: 100, maxDelayMs: 2_000, budgetMs }
  const retry = { unavailable: retryPolicy, inDoubt: retryPolicy }
  const living = { time, source, isJournalled, routes, destination, ledger, retry, random: () => chance }
  const lives = await liveOn(living, ends)
  // What was cut off may be processed after the last relay has ended.
  time.scheduler.maxFrames = Infinity
  time.scheduler.flush()
  await new Promise((resolve) => setImmediate(resolve))
  return { source, destination, ledger, routes, lives }
}

const runs = Number(process.env['RUNS'] ?? 150)

const policies = ['resend', 'verify', 'park'] as const

/** Copies share a place in the ledger: the first may be tried again when another one took that, and in that one's turn. */
const isAlone = (events: readonly MemoryEvent[], id: string | undefined): boolean =>
  events.filter(({ messageId }) => messageId === id).length === 1

describe('whatever fails, and whenever the relay is killed or stopped', function () {
  this.timeout(120_000)

  /** Holds a law against many worlds under a policy. */
  const holds = (
    policy: DoubtPolicy,
    law: (course: Awaited<ReturnType<typeof courseOf>>, world: World) => void,
    late = true,
  ) =>
    fc.assert(
      fc.asyncProperty(anyWorld(late), async (world) => law(await courseOf(policy, world), world)),
      { numRuns: runs },
    )

  for (const policy of ['verify', 'park'] as const) {
    it(`nothing is processed twice (${policy})`, () =>
      holds(policy, ({ destination }) => {
        const keys = destination.processed.map(keyOf)
        expect(keys).to.deep.equal([...new Set(keys)])
      }))
  }

  it('nothing is processed more than once and once more for each doubt that was told (resend)', () =>
    holds('resend', ({ destination, lives }) => {
      const doubts = Map.groupBy(
        lives.flatMap(({ doubted }) => doubted),
        ({ shipment }) => keyOf(shipment),
      )
      const keys = new Set(destination.processed.map(keyOf))
      const tooOften = [...keys].filter((key) => destination.timesProcessed(key) > 1 + (doubts.get(key)?.length ?? 0))
      expect(tooOften).to.deep.equal([])
    }))

  for (const policy of policies) {
    it(`every event ends, and each part of it was processed or has a letter (${policy})`, () =>
      holds(policy, ({ source, destination, ledger, routes }, { events }) => {
        const letters = new Set(ledger.letters().map(({ messageId = '', route = '' }) => keyOf({ messageId, route })))
        const lost = events.flatMap(({ messageId, fields }) =>
          routes
            .filter(({ when }) => when(fields))
            .map(({ name }) => keyOf({ messageId, route: name }))
            .filter((key) => destination.timesProcessed(key) === 0 && !letters.has(key)),
        )
        expect({ left: source.left(), lost }).to.deep.equal({ left: [], lost: [] })
      }))

    it(`what is told as forwarded was processed (${policy})`, () =>
      holds(policy, ({ destination, lives }) => {
        const forwarded = lives.flatMap(({ outcomes }) =>
          outcomes.flatMap(({ messageId = '', shipments }) =>
            shipments.filter(({ end }) => end._tag === 'Forwarded').map(({ route }) => keyOf({ messageId, route })),
          ),
        )
        expect(forwarded.filter((key) => destination.timesProcessed(key) === 0)).to.deep.equal([])
      }))

    it(`what is buried and not said to be in doubt was not processed (${policy})`, () =>
      holds(policy, ({ destination, ledger }, { events }) => {
        const certain = policy === 'resend' ? ['exhausted'] : ['exhausted', 'refused']
        const letters = ledger.letters().filter(({ messageId }) => isAlone(events, messageId))
        const wrong = letters
          .filter(({ end }) => certain.includes(end.reason))
          .map(({ messageId = '', route = '' }) => keyOf({ messageId, route }))
          .filter((key) => destination.timesProcessed(key) > 0)
        expect(wrong).to.deep.equal([])
      }))

    it(`each doubt of a relay that was not killed comes to one end, which is told (${policy})`, () =>
      holds(policy, ({ lives }) => {
        for (const { doubted, outcomes, isCrashed } of lives) {
          if (isCrashed) continue
          const begun = doubted.map(({ shipment, cause }) => `${shipment.deliveryId} ${shipment.route} ${cause}`)
          const ended = outcomes.flatMap(({ deliveryId, shipments }) =>
            shipments.flatMap(({ route, doubts }) => doubts.map(({ cause }) => `${deliveryId} ${route} ${cause}`)),
          )
          expect(ended.toSorted()).to.deep.equal(begun.toSorted())
        }
      }))

    it(`a doubt is open only where the event goes back to its source (${policy})`, () =>
      holds(policy, ({ lives }) => {
        const open = lives.flatMap(({ outcomes }) =>
          outcomes.flatMap(({ shipments }) =>
            shipments.filter(({ doubts }) => doubts.some((doubt) => doubt.end === 'open')).map(({ end }) => end._tag),
          ),
        )
        expect([...new Set(open)].filter((tag) => tag !== 'Returned')).to.deep.equal([])
      }))

    it(`each delivery is settled once each time it is offered, unless the relay is killed first (${policy})`, () =>
      holds(policy, ({ lives }) => {
        for (const { offered, settled, isCrashed } of lives) {
          if (isCrashed) expect(offered).to.include.members([...settled])
          else expect(settled.toSorted()).to.deep.equal(offered.toSorted())
        }
      }))

    it(`the order of each customer on each route is kept (${policy})`, () =>
      holds(
        policy,
        ({ destination, routes }, { events }) => {
          const alone = destination.processed.filter(({ messageId }) => isAlone(events, messageId))
          for (const customer of ['ann', 'bob']) {
            for (const { name } of routes) {
              const mine = alone.filter((one) => one.customer === customer && one.route === name)
              const order = [...new Set(mine.map(({ deliveryId }) => Number(deliveryId)))]
              expect(order).to.deep.equal(order.toSorted((a, b) => a - b))
            }
          }
        },
        false,
      ))
  }
})
