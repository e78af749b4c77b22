import { expect } from 'chai'
import { right } from 'fp-ts/lib/Either.js'
import { lastValueFrom, toArray } from 'rxjs'
import type { JsonObject } from '../../src/contracts/event.ts'
import type { Outcome } from '../../src/contracts/outcome.ts'
import { forward } from '../../src/pipeline/forward.ts'
import { memoryLedger } from '../../src/state/memory.ts'
import { memoryDestination, type Answer } from '../../src/testing/memory-destination.ts'
import { memorySource } from '../../src/testing/memory-source.ts'
import { routes } from './two-routes.ts'

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
    const parts = { sources: { shop: source }, routes, destination, ledger: memoryLedger() }
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
    const source = memorySource('shop', [{ messageId: 'm0', fields: { customer: 'ann', big: true } }])
    const destination = memoryDestination((_, before) => script[before] ?? 'ok', 1)
    const outcome = await lastValueFrom(
      forward({
        sources: { shop: source },
        routes,
        destination,
        ledger: memoryLedger(),
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

  it('does not try again what was refused where the event is given back for the sake of another customer', async () => {
    const source = memorySource('shop', [{ messageId: 'm0', fields: { customer: 'ann', friend: 'bob', big: true } }])
    let isDown = true
    const destination = memoryDestination(({ customer }) => {
      if (customer === 'ann') return 'refused'
      return isDown ? 'unavailable' : 'ok'
    })
    const ledger = memoryLedger()
    const run = async () => {
      const stop = new AbortController()
      const failed = ({ customer }: { readonly customer: string }) => customer === 'bob' && stop.abort()
      const parts = { sources: { shop: source }, routes, destination, ledger, stop: stop.signal, watcher: { failed } }
      return await lastValueFrom(forward(parts))
    }
    const ends = [(await run()).end._tag]
    isDown = false
    ends.push((await run()).end._tag)
    expect({
      ends,
      attempts: destination.attempts.map(({ shipment }) => shipment.customer),
      letters: ledger.letters().length,
    }).to.deep.equal({ ends: ['Returned', 'Buried'], attempts: ['ann', 'bob', 'bob'], letters: 1 })
  })

  it('has no more deliveries that are not remembered than requests may be under way', async () => {
    const all = Array.from({ length: 50 }, (_, n) => ({ messageId: `m${n}`, fields: { customer: `c${n}` } }))
    const destination = memoryDestination(() => 'ok', 4)
    const subscription = forward({
      sources: { shop: memorySource('shop', all) },
      routes,
      destination,
      ledger: { ...memoryLedger(), conclude: () => () => new Promise(() => undefined) },
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
      stop: new AbortController().signal,
    })
    const ends = await lastValueFrom(outcomes.pipe(toArray()))
    expect(ends.map(({ end }) => (end._tag === 'Buried' ? end.faults : end._tag))).to.have.deep.members([
      [{ path: '', expected: 'an event that can be planned', found: 'an error: a bug of a plugin' }],
      'Forwarded',
    ])
  })
})
