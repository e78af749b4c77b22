import { Analytics } from '@segment/analytics-node'
import { expect } from 'chai'
import { comparable } from './comparable.ts'
import { sixDelivered, startJourney } from './start-relay.ts'

describe('from @segment/analytics-node to Voucherify', () => {
  it('comes every call, as its route maps it', async () => {
    await using journey = await startJourney()
    const analytics = new Analytics({ writeKey: 'WK_test', host: journey.url })
    const timestamp = '2026-11-21T07:43:00.461Z'
    const user = { userId: 'u1', timestamp }
    const began = Date.now()
    analytics.identify({ ...user, messageId: 'm1', traits: { email: 'a@b.co' } })
    const properties = { order_id: 'o1', total: '27.50', products: [{ sku: 's1' }] }
    analytics.track({ ...user, messageId: 'm2', event: 'Order Completed', properties })
    analytics.page({
      messageId: 'm3',
      anonymousId: 'an1',
      category: 'c',
      name: 'Home',
      properties: { url: 'https://x.y' },
    })
    analytics.screen({ ...user, messageId: 'm4', name: 'Start' })
    analytics.group({ ...user, messageId: 'm5', groupId: 'g1', traits: { plan: 'enterprise' } })
    analytics.alias({ ...user, messageId: 'm6', previousId: 'an1' })
    await analytics.closeAndFlush()
    await journey.settled(6)

    const customer = { source_id: 'u1' }
    const times = { said_at: timestamp, happened_at: 'right' }
    expect(comparable(journey.bodies(), began)).to.deep.equal({
      u1: [
        { event: 'identified', customer: { ...customer, email: 'a@b.co' }, metadata: { message_id: 'm1', ...times } },
        {
          event: 'order_completed',
          customer,
          metadata: { message_id: 'm2', ...times, order_id: 'o1', total: 27.5, sku: 's1' },
        },
        { event: 'screen_seen', customer, metadata: { message_id: 'm4', ...times, name: 'Start' } },
        { event: 'grouped', customer, metadata: { message_id: 'm5', ...times, group: 'g1', plan: 'enterprise' } },
        { event: 'aliased', customer, metadata: { message_id: 'm6', ...times, previous: 'an1' } },
      ],
      an1: [
        {
          event: 'page_seen',
          customer: { source_id: 'an1' },
          metadata: {
            message_id: 'm3',
            said_at: 'now',
            happened_at: 'right',
            name: 'Home',
            category: 'c',
            url: 'https://x.y',
          },
        },
      ],
    })
    expect([journey.counts(), journey.problems]).to.deep.equal([sixDelivered, []])
  })
})
