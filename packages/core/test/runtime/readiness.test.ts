import { expect } from 'chai'
import { imbalancesOf } from '../../src/runtime/operate/imbalance.ts'
import { quotaAlarms } from '../../src/runtime/operate/quota-alarms.ts'
import { createCounter } from '../../src/runtime/counts.ts'
import { readinessOf } from '../../src/runtime/readiness.ts'

describe('readiness', () => {
  it('raises alarms that leave the relay ready', () => {
    const gate = { _tag: 'Spent', until: 0, reason: 'the calls of this cycle are spent' } as const
    expect(readinessOf(false, [['state', undefined]], gate, ['old'], ['more'])).to.deep.equal({
      ready: true,
      ails: [],
      alarms: [
        'destination spent: the calls of this cycle are spent',
        'source old: events in the journal, and no source of that name in the settings',
        'more',
      ],
    })
  })

  it('raises an alarm where an event is in no state at all', () => {
    const counter = createCounter(['order'])
    counter.source('shop')
    counter.journalled('shop', () => 3)
    const sound = imbalancesOf(counter.read())
    counter.received('shop', 2)
    counter.ended({
      source: 'shop',
      deliveryId: '1',
      messageId: 'm1',
      end: { _tag: 'Forwarded', receipt: { status: 200 } },
      shipments: [{ route: 'order', end: { _tag: 'Forwarded', receipt: { status: 200 } }, retries: [], doubts: [] }],
    })
    counter.planned(['order'])
    counter.planned(['order'])
    expect([sound, imbalancesOf(counter.read())]).to.deep.equal([[], ['source shop: 1 event is in no state at all']])
  })

  it('raises an alarm before the billing cycle is spent, not after', () => {
    const cycle = { cycle: '2026-11-01', calls: 10, limit: 100, projected: 120, endsAt: 1_796_083_200_000 }
    const alarms = [
      quotaAlarms({ cycle: { ...cycle, spentFor: 'nobody' } }),
      quotaAlarms({ cycle: { ...cycle, projected: 100, spentFor: 'nobody' } }),
      quotaAlarms({ cycle: { ...cycle, calls: 100, spentFor: 'all' } }),
      quotaAlarms({ cycle: { ...cycle, limit: undefined, spentFor: 'nobody' } }),
    ]
    expect(alarms).to.deep.equal([
      ['quota: at this rate 120 of 100 calls are made by 2026-12-01, when the billing cycle ends'],
      [],
      [],
      [],
    ])
  })
})
