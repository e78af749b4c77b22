import { expect } from 'chai'
import fc from 'fast-check'
import { left } from 'fp-ts/lib/Either.js'
import { lastValueFrom, tap } from 'rxjs'
import type { StateFailure } from '../../src/contracts/failure.ts'
import type { Outcome } from '../../src/contracts/outcome.ts'
import { forward } from '../../src/pipeline/forward.ts'
import { createGate } from '../../src/pipeline/gate.ts'
import { memoryLedger, type MemoryLedger } from '../../src/state/memory.ts'
import { memoryDestination, type Answer } from '../../src/testing/memory-destination.ts'
import { memorySource, type MemoryEvent } from '../../src/testing/memory-source.ts'
import { routes } from './two-routes.ts'
import { virtualTime } from './virtual-time.ts'

const events: fc.Arbitrary<readonly MemoryEvent[]> = fc
  .array(
    fc.record({
      customer: fc.constantFrom('ann', 'bob', 'cid', undefined),
      friend: fc.constantFrom('ann', 'bob', undefined),
      bad: fc.boolean(),
      big: fc.boolean(),
      copyOf: fc.nat(4),
    }),
    { maxLength: 25 },
  )
  .map((all) =>
    all.map(({ copyOf, ...fields }, n) => ({
      messageId: copyOf === 0 && n > 0 ? `m${n - 1}` : `m${n}`,
      fields: { ...fields, n },
    })),
  )

const answers: fc.Arbitrary<readonly Answer[]> = fc.array(
  fc.constantFrom<Answer>('ok', 'ok', 'ok', 'refused', 'unavailable', 'in-doubt'),
  { maxLength: 60 },
)

const full: StateFailure = { _tag: 'StateFailure', message: 'the disk is full' }

/** A ledger whose claims and intents fail as told, then go well. */
const failingLedger = (fails: readonly boolean[]): MemoryLedger => {
  const ledger = memoryLedger()
  let asked = 0
  const isFailing = (): boolean => fails[asked++] === true
  return {
    ...ledger,
    claim: (shipment) => (isFailing() ? async () => left(full) : ledger.claim(shipment)),
    intend: (shipment) => (isFailing() ? async () => left(full) : ledger.intend(shipment)),
  }
}

const world = (all: readonly MemoryEvent[], script: readonly Answer[], fails: readonly boolean[]) => {
  const source = memorySource('shop', all)
  const destination = memoryDestination((_, before) => script[before] ?? 'ok', 3)
  const ledger = failingLedger(fails)
  const outcomes: Outcome[] = []
  const time = virtualTime()
  const { scheduler } = time
  /** Forwards until the source is done or, if told so, until some outcomes are there. */
  const run = async (stopAfter: number): Promise<void> => {
    const stop = new AbortController()
    const parts = {
      sources: { shop: source },
      routes,
      destination,
      ledger,
      stop: stop.signal,
      gate: createGate({ inFlight: 3, random: () => 0.5 }, stop.signal, scheduler),
      scheduler,
      random: () => 0.5,
    }
    const watched = forward(parts).pipe(
      tap((outcome) => {
        outcomes.push(outcome)
        if (outcomes.length >= stopAfter) stop.abort()
      }),
    )
    let isOver = false
    const ended = lastValueFrom(watched, { defaultValue: undefined }).finally(() => (isOver = true))
    await time.until(() => isOver)
    await ended
  }
  return { source, destination, ledger, outcomes, run }
}

describe('forward, whatever happens', () => {
  it('settles each delivery exactly once each time it is offered', () =>
    fc.assert(
      fc.asyncProperty(events, answers, fc.array(fc.boolean()), fc.nat(30), async (all, script, fails, stopAfter) => {
        const { source, outcomes, run } = world(all, script, fails)
        await run(stopAfter)
        const settled = source.verdicts.map(({ id }) => id)
        expect(settled.toSorted()).to.deep.equal(source.offered.toSorted())
        expect(outcomes.length).to.equal(source.offered.length)
      }),
    ))

  it('accepts nothing that was neither sent, nor skipped on purpose, nor buried with its reason', () =>
    fc.assert(
      fc.asyncProperty(events, answers, fc.array(fc.boolean()), fc.nat(30), async (all, script, fails, stopAfter) => {
        const { source, destination, ledger, run } = world(all, script, fails)
        await run(stopAfter)
        await run(Infinity)
        expect(source.left()).to.deep.equal([])
        for (const [n, { messageId, fields }] of all.entries()) {
          for (const route of routes.filter(({ when }) => when(fields))) {
            const sent = destination.attempts.some(
              ({ shipment, answer }) =>
                answer === 'ok' && shipment.messageId === messageId && shipment.route === route.name,
            )
            const buried = ledger
              .letters()
              .some((letter) => letter.deliveryId === String(n) && letter.route === route.name)
            // A copy of what is in doubt is skipped.
            const parked = ledger
              .letters()
              .some(
                (letter) =>
                  letter.messageId === messageId && letter.route === route.name && letter.end.reason === 'in doubt',
              )
            const anonymous =
              fields['customer'] === undefined && (route.name === 'all' || fields['friend'] === undefined)
            expect(sent || buried || parked || anonymous, `${messageId} by ${route.name}`).to.equal(true)
          }
        }
      }),
    ))

  it('delivers one message through one route at most once where no attempt is in doubt', () =>
    fc.assert(
      fc.asyncProperty(events, answers, fc.array(fc.boolean()), fc.nat(30), async (all, script, fails, stopAfter) => {
        const { destination, run } = world(all, script, fails)
        await run(stopAfter)
        await run(Infinity)
        const keys = destination.attempts
          .filter(({ answer }) => answer === 'ok')
          .map(({ shipment }) => `${shipment.messageId} by ${shipment.route}`)
        expect(keys).to.deep.equal([...new Set(keys)])
      }),
    ))

  it('keeps the order of each customer on each route', () =>
    fc.assert(
      fc.asyncProperty(events, answers, fc.array(fc.boolean()), fc.nat(30), async (all, script, fails, stopAfter) => {
        const { destination, run } = world(all, script, fails)
        await run(stopAfter)
        await run(Infinity)
        const ends = new Set<Answer>(['ok', 'refused'])
        for (const customer of ['ann', 'bob', 'cid']) {
          for (const { name } of routes) {
            const ended = destination.attempts
              .filter(({ shipment, answer }) => ends.has(answer) && shipment.customer === customer)
              .filter(({ shipment }) => shipment.route === name)
              .map(({ shipment }) => Number(shipment.deliveryId))
            const order = [...new Set(ended)]
            expect(order).to.deep.equal(order.toSorted((a, b) => a - b))
          }
        }
      }),
    ))
})
