import { expect } from 'chai'
import { right } from 'fp-ts/lib/Either.js'
import { firstValueFrom, lastValueFrom, NEVER, of, tap, toArray } from 'rxjs'
import type { Delivery } from '../../src/contracts/delivery.ts'
import type { Outcome } from '../../src/contracts/outcome.ts'
import { createEntrance } from '../../src/pipeline/entrance.ts'
import { forward } from '../../src/pipeline/forward.ts'
import type { Joining } from '../../src/pipeline/forward-parts.ts'
import type { Route } from '../../src/pipeline/route.ts'
import { memoryLedger } from '../../src/state/memory.ts'
import { memoryDestination } from '../../src/testing/memory-destination.ts'
import { memorySource, type MemoryEvent } from '../../src/testing/memory-source.ts'

const routes: readonly Route[] = [
  { name: 'all', kind: 'event', when: () => true, body: ({ customer }) => right({ customer }) },
]

const event = (messageId: string): MemoryEvent => ({ messageId, fields: { customer: 'ann' } })

/** What a file that is replayed as the source `shop` hands over. */
const replayOf = (events: readonly MemoryEvent[], ended?: (outcome: Outcome) => void): Joining => {
  const source = memorySource('shop', events)
  const replay = { run: 'r1' }
  const deliveries = async function* (stop: AbortSignal): AsyncIterable<Delivery> {
    for await (const delivery of source.deliveries(stop)) yield { ...delivery, id: `replay:${delivery.id}`, replay }
  }
  return { name: 'shop', source: { ...source, deliveries }, ended }
}

/** A source that waits for events that never come. */
const idle = {
  ...memorySource('shop'),
  deliveries: () => ({
    [Symbol.asyncIterator]: () => ({ next: () => new Promise<IteratorResult<Delivery>>(() => undefined) }),
  }),
}

const world = () => {
  const stop = new AbortController()
  return { stop, parts: { routes, destination: memoryDestination(), ledger: memoryLedger(), stop: stop.signal } }
}

const summary = ({ deliveryId, messageId, end, replay }: Outcome) => [deliveryId, messageId, end._tag, replay?.run]

describe('a source that joins a relay', () => {
  it('has its outcomes among theirs, each with the replay it belongs to, and the ledger in common', async () => {
    const { parts } = world()
    const told: string[] = []
    const joining = of(replayOf([event('m1'), event('m2')], ({ deliveryId }) => void told.push(deliveryId)))
    const sources = { shop: memorySource('shop', [event('m1')]) }
    const outcomes = await lastValueFrom(forward({ ...parts, sources, joining }).pipe(toArray()))
    const ends = outcomes.map(summary).toSorted((a, b) => String(a).localeCompare(String(b)))
    expect([ends.map(([id, , , run]) => [id, run]), told, parts.destination.attempts.length]).to.deep.equal([
      [
        ['0', undefined],
        ['replay:0', 'r1'],
        ['replay:1', 'r1'],
      ],
      ['replay:0', 'replay:1'],
      2,
    ])
  })

  it('does not hold up a live event of the same customer', async () => {
    const { parts } = world()
    const destination = memoryDestination((shipment) => (shipment.replay === undefined ? 'ok' : 'hang'))
    const joining = of(replayOf([event('m1')]))
    const sources = { shop: memorySource('shop', [event('m2')]) }
    const first = await firstValueFrom(forward({ ...parts, destination, sources, joining }))
    expect(summary(first)).to.deep.equal(['0', 'm2', 'Forwarded', undefined])
  })

  it('leaves when it has ended, while the others go on', async () => {
    const { stop, parts } = world()
    const entrance = createEntrance()
    const seen: string[] = []
    entrance.join(replayOf([event('m1')], ({ messageId }) => entrance.join(replayOf([event(`${messageId}x`)]))))
    const forwarding = forward({ ...parts, sources: { shop: idle }, joining: entrance.joining }).pipe(
      tap(({ messageId = '' }) => {
        seen.push(messageId)
        if (seen.length === 2) done.resolve()
      }),
    )
    const done = Promise.withResolvers<void>()
    const subscription = forwarding.subscribe()
    await done.promise
    stop.abort()
    subscription.unsubscribe()
    expect(seen).to.deep.equal(['m1', 'm1x'])
  })

  it('does not keep a relay from its end: nobody joins when all sources have ended', async () => {
    const { parts } = world()
    const sources = { shop: memorySource('shop', [event('m1')]) }
    const outcomes = await lastValueFrom(forward({ ...parts, sources, joining: NEVER }).pipe(toArray()))
    expect(outcomes.length).to.equal(1)
  })

  it('lets nobody in when the relay begins to stop', async () => {
    const { stop, parts } = world()
    stop.abort()
    const outcomes = await lastValueFrom(forward({ ...parts, sources: {}, joining: NEVER }).pipe(toArray()))
    expect(outcomes).to.deep.equal([])
  })
})
