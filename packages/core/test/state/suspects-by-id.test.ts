import { expect } from 'chai'
import { createSuspects, type LastRun } from '../../src/state/suspects.ts'
import { shipmentOf } from './sample-shipment.ts'

const brokenOff: LastRun = { ended: false, window: 9, replays: [], last: [['shop', 2]] }

describe('what may have been under way when the last run broke off, in the journal', () => {
  const suspected = (last: LastRun, ids: readonly string[], some: Parameters<typeof shipmentOf>[0] = {}) => {
    const isSuspect = createSuspects(last, 1_000)
    const resent = { whenInDoubt: 'resend', ...some } as const
    return ids.filter((deliveryId) => isSuspect(shipmentOf({ deliveryId, customer: deliveryId, ...resent })))
  }

  it('is told by ids, though the clock was set back while it was down', () =>
    expect(suspected(brokenOff, ['1', '2', '3'], { receivedAt: 5_000 })).to.deep.equal(['1', '2']))

  it('is told by ids, though the clock was set back since', () =>
    expect(suspected(brokenOff, ['1', '2', '3'], { receivedAt: 10 })).to.deep.equal(['1', '2']))

  it('is, of a damaged file, whatever was worked on, whatever the routes say', () => {
    const damaged: LastRun = { ended: true, window: 1, replays: [], doubtful: [['shop', 3]], isDamaged: true }
    expect(suspected(damaged, ['1', '2', '3', '4'], { whenInDoubt: 'park' })).to.deep.equal(['1', '2', '3'])
  })

  it('is, of a damaged file and a source that has a log of its own, what it offers first', () => {
    const damaged: LastRun = { ended: true, window: 2, replays: [], doubtful: [['shop', 3]], isDamaged: true }
    const elsewhere = { whenInDoubt: 'park', source: 'topic', receivedAt: 10 } as const
    expect(suspected(damaged, ['0/1', '0/2', '0/3'], elsewhere)).to.deep.equal(['0/1', '0/2'])
  })
})
