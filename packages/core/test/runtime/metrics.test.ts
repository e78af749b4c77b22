import { expect } from 'chai'
import { unaccounted, type Counts } from '../../src/runtime/counts.ts'
import { createCounter } from '../../src/runtime/counts.ts'
import { createMetrics } from '../../src/runtime/metrics.ts'
import type { Outcome, ShipmentEnd } from '../../src/contracts/outcome.ts'

const outcome = (end: ShipmentEnd, routes: readonly string[] = ['all']): Outcome => ({
  source: 'shop',
  deliveryId: '1',
  messageId: 'm1',
  end,
  shipments: routes.map((route) => ({ route, end, retries: [] })),
})

const forwarded: ShipmentEnd = { _tag: 'Forwarded', receipt: { status: 200 } }
const duplicate: ShipmentEnd = { _tag: 'Skipped', reason: 'duplicate' }
const returned: ShipmentEnd = { _tag: 'Returned', reason: 'stopping' }

const seriesOf = (text: string): readonly string[] =>
  text.split('\n').filter((line) => /^vouchrelay_(events|shipments|attempts|letters|destination)/.test(line))

describe('the counter', () => {
  it('accounts for every event of a journal', () => {
    const counter = createCounter(['all'])
    let depth = 2
    counter.source('shop')
    counter.journalled('shop', () => depth)
    counter.received('shop', 3)
    depth += 3
    for (let i = 0; i < 4; i++) counter.pulled('shop')
    for (const end of [forwarded, duplicate]) {
      counter.ended(outcome(end))
      depth -= 1
    }
    counter.ended(outcome(returned))
    expect(counter.read().sources['shop']).to.deep.equal({
      received: 5,
      waiting: 2,
      inFlight: 1,
      delivered: 1,
      skipped: { duplicate: 1 },
      buried: {},
    })
  })

  it('accounts for every event of a source without a journal', () => {
    const counter = createCounter(['all'])
    counter.source('topic')
    counter.pulled('topic')
    counter.pulled('topic')
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
    })
    expect(all && unaccounted(all)).to.equal(0)
  })

  it('finds an event that is in no state', () => {
    const lost = { received: 5, waiting: 1, inFlight: 1, delivered: 1, skipped: { 'no route': 1 }, buried: {} } as const
    expect(unaccounted(lost)).to.equal(1)
  })
})

describe('metrics', () => {
  const counts: Counts = {
    sources: {
      shop: { received: 5, waiting: 1, inFlight: 1, delivered: 1, skipped: { 'no route': 1 }, buried: { refused: 1 } },
    },
    routes: {
      all: {
        planned: 5,
        inFlight: 1,
        delivered: 2,
        skipped: { duplicate: 1 },
        buried: { refused: 1 },
        failedAttempts: { refused: 1 },
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
    'vouchrelay_attempts_failed_total{route="all",fate="refused"} 1',
    'vouchrelay_events_waiting{source="shop"} 1',
    'vouchrelay_events_in_flight{source="shop"} 1',
    'vouchrelay_events_unaccounted{source="shop"} 0',
    'vouchrelay_letters 1',
    'vouchrelay_destination{state="open"} 1',
    'vouchrelay_destination{state="closed"} 0',
    'vouchrelay_destination{state="paused"} 0',
  ]

  it('print the counts', async () => {
    expect(seriesOf(await metrics.scrape())).to.deep.equal(expected)
  })

  it('print the same counts when several scrapes meet', async () => {
    const scrapes = await Promise.all([metrics.scrape(), metrics.scrape(), metrics.scrape()])
    expect(scrapes.map(seriesOf)).to.deep.equal([expected, expected, expected])
  })
})
