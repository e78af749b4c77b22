import { expect } from 'chai'
import { unaccounted, type Counts, type SourceCounts } from '../../src/runtime/counts.ts'
import { createCounter } from '../../src/runtime/counts.ts'
import { createMetrics } from '../../src/runtime/metrics.ts'
import type { Doubt, Outcome, ShipmentEnd } from '../../src/contracts/outcome.ts'

const outcome = (end: ShipmentEnd, routes: readonly string[] = ['all']): Outcome => ({
  source: 'shop',
  deliveryId: '1',
  messageId: 'm1',
  end,
  shipments: routes.map((route) => ({ route, end, retries: [], doubts: [] })),
})

const forwarded: ShipmentEnd = { _tag: 'Forwarded', receipt: { status: 200 } }
const duplicate: ShipmentEnd = { _tag: 'Skipped', reason: 'duplicate' }
const returned: ShipmentEnd = { _tag: 'Returned', reason: 'stopping' }

const seriesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => /^vouchrelay_(events|shipments|doubts|duplicates|attempts|letters|destination)/.test(line))

describe('the counter', () => {
  it('accounts for every event of a journal', () => {
    const counter = createCounter(['all'])
    let depth = 2
    counter.source('shop')
    counter.journalled('shop', () => depth)
    counter.received('shop', 3)
    depth += 3
    for (let i = 0; i < 4; i++) counter.pulled({ source: 'shop' })
    for (const end of [forwarded, duplicate]) {
      counter.ended(outcome(end))
      depth -= 1
    }
    counter.ended(outcome(returned))
    expect(counter.read().sources['shop']).to.deep.equal({
      received: 5,
      waiting: 2,
      inFlight: 1,
      inDoubt: 0,
      delivered: 1,
      skipped: { duplicate: 1 },
      buried: {},
    })
  })

  it('accounts for every event of a source without a journal', () => {
    const counter = createCounter(['all'])
    counter.source('topic')
    counter.pulled({ source: 'topic' })
    counter.pulled({ source: 'topic' })
    counter.ended({ ...outcome(returned), source: 'topic' })
    const { topic } = counter.read().sources
    expect(topic && unaccounted(topic)).to.equal(0)
  })

  it('accounts for every shipment of a route', () => {
    const counter = createCounter(['all'])
    counter.source('shop')
    for (let i = 0; i < 4; i++) counter.planned(['all'])
    for (const end of [forwarded, duplicate, returned]) counter.ended(outcome(end))
    const { all } = counter.read().routes
    expect(all).to.deep.equal({
      planned: 3,
      inFlight: 1,
      delivered: 1,
      skipped: { duplicate: 1 },
      buried: {},
      failedAttempts: {},
      inDoubt: 0,
      doubts: {},
      differing: 0,
    })
    expect(all && unaccounted(all)).to.equal(0)
  })

  it('tells how many shipments are in doubt, and of each doubt its cause and its end', () => {
    const counter = createCounter(['all'])
    counter.source('shop')
    counter.planned(['all'])
    const inDoubt = () => [counter.read().routes['all']?.inDoubt, counter.read().sources['shop']?.inDoubt]
    const before = inDoubt()
    for (let i = 0; i < 2; i++) counter.doubted({ source: 'shop', deliveryId: '1', route: 'all' })
    const during = inDoubt()
    const doubts: readonly Doubt[] = [
      { cause: 'crash', end: 'absent' },
      { cause: 'timeout', end: 'found' },
    ]
    const ended = outcome(forwarded)
    counter.ended({ ...ended, shipments: ended.shipments.map((shipment) => ({ ...shipment, doubts })) })
    expect([before, during, inDoubt(), counter.read().routes['all']?.doubts]).to.deep.equal([
      [0, 0],
      [1, 1],
      [0, 0],
      { 'crash/absent': 1, 'timeout/found': 1 },
    ])
  })

  it('tells of copies that had another body', () => {
    const counter = createCounter(['all'])
    const { shipments, ...ended } = outcome(duplicate)
    for (const differs of [true, false]) {
      counter.ended({ ...ended, shipments: shipments.map((shipment) => ({ ...shipment, differs })) })
    }
    expect(counter.read().routes['all']?.differing).to.equal(1)
  })

  it('finds an event that is in no state', () => {
    const ends = { delivered: 1, skipped: { 'no route': 1 }, buried: {} } as const
    const lost = { received: 5, waiting: 1, inFlight: 1, inDoubt: 0, ...ends }
    expect(unaccounted(lost)).to.equal(1)
  })
})

describe('metrics', () => {
  const shop: SourceCounts = {
    received: 5,
    waiting: 1,
    inFlight: 1,
    inDoubt: 1,
    delivered: 1,
    skipped: { 'no route': 1 },
    buried: { refused: 1 },
  }
  const counts: Counts = {
    sources: { shop },
    decisions: { resent: 2 },
    routes: {
      all: {
        planned: 5,
        inFlight: 1,
        delivered: 2,
        skipped: { duplicate: 1 },
        buried: { refused: 1 },
        failedAttempts: { refused: 1 },
        inDoubt: 1,
        doubts: { 'timeout/found': 2, 'crash/parked': 1 },
        differing: 1,
      },
    },
  }
  const metrics = createMetrics({ counts: () => counts, gate: () => ({ _tag: 'Open' }), letters: () => 1 })

  const expected = [
    'vouchrelay_events_received_total{source="shop"} 5',
    'vouchrelay_events_delivered_total{source="shop"} 1',
    'vouchrelay_events_skipped_total{source="shop",reason="no route"} 1',
    'vouchrelay_events_buried_total{source="shop",reason="refused"} 1',
    'vouchrelay_shipments_planned_total{route="all"} 5',
    'vouchrelay_shipments_in_flight{route="all"} 1',
    'vouchrelay_shipments_unaccounted{route="all"} 0',
    'vouchrelay_shipments_total{route="all",end="delivered",reason=""} 2',
    'vouchrelay_shipments_total{route="all",end="skipped",reason="duplicate"} 1',
    'vouchrelay_shipments_total{route="all",end="buried",reason="refused"} 1',
    'vouchrelay_doubts_total{route="all",cause="timeout",end="found"} 2',
    'vouchrelay_doubts_total{route="all",cause="crash",end="parked"} 1',
    'vouchrelay_shipments_in_doubt{route="all"} 1',
    'vouchrelay_duplicates_differing_total{route="all"} 1',
    'vouchrelay_attempts_failed_total{route="all",fate="refused"} 1',
    'vouchrelay_events_waiting{source="shop"} 1',
    'vouchrelay_events_in_flight{source="shop"} 1',
    'vouchrelay_events_unaccounted{source="shop"} 0',
    'vouchrelay_letters 1',
    'vouchrelay_letters_decided_total{decision="resent"} 2',
    'vouchrelay_destination{state="open"} 1',
    'vouchrelay_destination{state="closed"} 0',
    'vouchrelay_destination{state="paused"} 0',
    'vouchrelay_destination{state="broken"} 0',
    'vouchrelay_destination{state="spent"} 0',
  ]

  it('print the counts', async () => {
    expect(seriesOf(await metrics.scrape())).to.deep.equal(expected)
  })

  it('print counts of a moment when nothing is being counted, although the letters are asked for', async () => {
    let received = 4
    const asked = Promise.resolve(new Map([['refused', 1]]))
    // What a commit brings about is told step by step, in the turn in which the letters are told, too.
    const late = createMetrics({
      counts: () => ({ ...counts, sources: { shop: { ...shop, received } } }),
      gate: () => ({ _tag: 'Open' }),
      letters: () => 1,
      lettersByReason: () => {
        void asked
          .then(() => Promise.resolve())
          .then(() => Promise.resolve())
          .then(() => (received = 5))
        return asked
      },
    })
    expect(await late.scrape()).to.include('vouchrelay_events_received_total{source="shop"} 5\n')
  })

  it('print the same counts when several scrapes meet', async () => {
    const scrapes = await Promise.all([metrics.scrape(), metrics.scrape(), metrics.scrape()])
    expect(scrapes.map(seriesOf)).to.deep.equal([expected, expected, expected])
  })
})
