import { expect } from 'chai'
import fc from 'fast-check'
import { left, right } from 'fp-ts/lib/Either.js'
import { firstValueFrom, lastValueFrom, tap, toArray } from 'rxjs'
import type { JsonObject } from '../../src/contracts/event.ts'
import type { DeadLetters } from '../../src/contracts/letters.ts'
import type { Outcome } from '../../src/contracts/outcome.ts'
import { forward } from '../../src/pipeline/forward.ts'
import type { Route } from '../../src/pipeline/route.ts'
import { memoryLedger, memoryLetters } from '../../src/state/memory.ts'
import { memoryDestination, type Answer } from '../../src/testing/memory-destination.ts'
import { memorySource, type MemoryEvent } from '../../src/testing/memory-source.ts'

/**
 * Two routes: `all` wants every event, `big` wants some, perhaps for another customer; `bad` events cannot be mapped,
 * anonymous ones name nobody.
 */
const routes: readonly Route[] = [
  {
    name: 'all',
    kind: 'event',
    when: () => true,
    body: (fields) =>
      fields['bad'] === true
        ? left([{ path: 'n', expected: 'a number', found: '"abc"' }])
        : right({ customer: fields['customer'], n: fields['n'] }),
  },
  {
    name: 'big',
    kind: 'event',
    when: (fields) => fields['big'] === true,
    body: (fields) => right({ customer: fields['friend'] ?? fields['customer'], n: fields['n'] }),
  },
]

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

/** Letters that fail as told, then write. */
const failingLetters = (fails: readonly boolean[]): DeadLetters & ReturnType<typeof memoryLetters> => {
  const letters = memoryLetters()
  let writes = 0
  return {
    ...letters,
    write: (letter) =>
      fails[writes++] === true
        ? async () => left({ _tag: 'StateFailure', message: 'the disk is full' })
        : letters.write(letter),
  }
}

const world = (all: readonly MemoryEvent[], script: readonly Answer[], letterFails: readonly boolean[]) => {
  const source = memorySource('shop', all)
  const destination = memoryDestination((_, before) => script[before] ?? 'ok', 3)
  const ledger = memoryLedger()
  const letters = failingLetters(letterFails)
  const outcomes: Outcome[] = []
  /** Forwards until the source is done or, if told so, until some outcomes are there. */
  const run = async (stopAfter: number): Promise<void> => {
    const stop = new AbortController()
    const parts = {
      sources: { shop: source },
      routes,
      destination,
      ledger,
      letters,
      stop: stop.signal,
      random: () => 0,
    }
    const watched = forward(parts).pipe(
      tap((outcome) => {
        outcomes.push(outcome)
        if (outcomes.length >= stopAfter) stop.abort()
      }),
    )
    await lastValueFrom(watched, { defaultValue: undefined })
  }
  return { source, destination, letters, outcomes, run }
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
        const { source, destination, letters, run } = world(all, script, fails)
        await run(stopAfter)
        await run(Infinity)
        expect(source.left()).to.deep.equal([])
        for (const [n, { messageId, fields }] of all.entries()) {
          for (const route of routes.filter(({ when }) => when(fields))) {
            const sent = destination.attempts.some(
              ({ shipment, answer }) =>
                answer === 'ok' && shipment.messageId === messageId && shipment.route === route.name,
            )
            const buried = letters
              .all()
              .some((letter) => letter.deliveryId === String(n) && letter.route === route.name)
            const anonymous =
              fields['customer'] === undefined && (route.name === 'all' || fields['friend'] === undefined)
            expect(sent || buried || anonymous, `${messageId} by ${route.name}`).to.equal(true)
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
        // A refused shipment whose event is returned for another customer's sake is tried again, out of its turn.
        const isForOne = all.every(
          ({ fields }) => fields['friend'] === undefined || fields['friend'] === fields['customer'],
        )
        const counts: readonly Answer[] = isForOne ? ['ok'] : ['ok', 'refused']
        for (const customer of ['ann', 'bob', 'cid']) {
          for (const { name } of routes) {
            const ended = destination.attempts
              .filter(({ shipment, answer }) => counts.includes(answer) && shipment.customer === customer)
              .filter(({ shipment }) => shipment.route === name)
              .map(({ shipment }) => Number(shipment.deliveryId))
            const order = [...new Set(ended)]
            expect(order).to.deep.equal(order.toSorted((a, b) => a - b))
          }
        }
      }),
    ))
})

describe('forward with a destination that hangs', () => {
  it('pulls no more events than its limit', async () => {
    const all = Array.from({ length: 5_000 }, (_, n) => ({ messageId: `m${n}`, fields: { customer: `c${n}`, n } }))
    const source = memorySource('shop', all)
    const destination = memoryDestination(() => 'hang', 4)
    const subscription = forward({
      sources: { shop: source },
      routes,
      destination,
      ledger: memoryLedger(),
      letters: memoryLetters(),
      stop: new AbortController().signal,
      limits: { unsettled: 50, unsettledBytes: 1e9 },
    }).subscribe()
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect({ offered: source.offered.length, attempts: destination.attempts.length }).to.deep.equal({
      offered: 50,
      attempts: 4,
    })
    subscription.unsubscribe()
  })

  it('emits nothing for what is cut off, and its source keeps it', async () => {
    const source = memorySource('shop', [{ messageId: 'm0', fields: { customer: 'ann' } }])
    const destination = memoryDestination(() => 'hang')
    const parts = { sources: { shop: source }, routes, destination, ledger: memoryLedger(), letters: memoryLetters() }
    const outcomes: Outcome[] = []
    const subscription = forward({ ...parts, stop: new AbortController().signal }).subscribe((o) => outcomes.push(o))
    while (destination.attempts.length === 0) await new Promise((resolve) => setImmediate(resolve))
    subscription.unsubscribe()
    expect({ outcomes, left: source.left() }).to.deep.equal({ outcomes: [], left: ['0'] })
  })
})

describe('forward', () => {
  it('tells how each shipment ended and how often it was tried', async () => {
    const script: readonly Answer[] = ['in-doubt', 'unavailable', 'ok', 'refused']
    const { source, destination } = world([{ messageId: 'm0', fields: { customer: 'ann', big: true } }], script, [])
    const outcome = await firstValueFrom(
      forward({
        sources: { shop: source },
        routes,
        destination: { ...destination, limits: { inFlight: 1 } },
        ledger: memoryLedger(),
        letters: memoryLetters(),
        stop: new AbortController().signal,
        random: () => 0,
      }).pipe(toArray()),
    )
    expect(
      outcome.map(({ end, shipments }) => [end._tag, shipments.map((s) => [s.route, s.end._tag, s.retries])]),
    ).to.deep.equal([
      [
        'Buried',
        [
          ['all', 'Forwarded', ['in-doubt', 'unavailable']],
          ['big', 'Buried', ['refused']],
        ],
      ],
    ])
  })

  it('has no more deliveries that are not remembered than requests may be under way', async () => {
    const all = Array.from({ length: 50 }, (_, n) => ({ messageId: `m${n}`, fields: { customer: `c${n}` } }))
    const destination = memoryDestination(() => 'ok', 4)
    const subscription = forward({
      sources: { shop: memorySource('shop', all) },
      routes,
      destination,
      ledger: { ...memoryLedger(), commit: () => () => new Promise(() => undefined) },
      letters: memoryLetters(),
      stop: new AbortController().signal,
    }).subscribe()
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
    subscription.unsubscribe()
    expect(destination.attempts.length).to.equal(4)
  })

  it('buries an event whose decoding throws, and goes on', async () => {
    const source = memorySource('shop', [
      { messageId: 'm0', fields: { customer: 'ann', poison: true } },
      { messageId: 'm1', fields: { customer: 'ann' } },
    ])
    const when = (fields: JsonObject): boolean => {
      if (fields['poison'] === true) throw new Error('a bug of a plugin')
      return true
    }
    const outcomes = forward({
      sources: { shop: source },
      routes: [{ name: 'all', kind: 'event', when, body: (fields) => right({ customer: fields['customer'] }) }],
      destination: memoryDestination(),
      ledger: memoryLedger(),
      letters: memoryLetters(),
      stop: new AbortController().signal,
    })
    const ends = await lastValueFrom(outcomes.pipe(toArray()))
    expect(ends.map(({ end }) => (end._tag === 'Buried' ? end.faults : end._tag))).to.have.deep.members([
      [{ path: '', expected: 'an event that can be planned', found: 'an error: a bug of a plugin' }],
      'Forwarded',
    ])
  })
})
