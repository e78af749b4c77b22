import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { expect } from 'chai'
import { comparable } from './comparable.ts'
import { sixDelivered, startJourney } from './start-relay.ts'

// The client takes a message id; its types do not know it.
const user = (messageId: string) => ({ messageId, userId: 'u1' })
const stranger = (messageId: string) => ({ messageId, anonymousId: 'an1' })

describe('from @rudderstack/rudder-sdk-node to Voucherify', () => {
  it('comes every call, gzipped and labelled as a form, as its route maps it', async () => {
    await using journey = await startJourney()
    const rudder = new RudderAnalytics('WK_test', { dataPlaneUrl: journey.url, path: '/v1/batch' })
    const began = Date.now()
    rudder.identify({ ...user('m1'), traits: { email: 'a@b.co' } })
    const properties = { order_id: 'o1', total: '27.50', products: [{ sku: 's1' }] }
    rudder.track({ ...user('m2'), event: 'Order Completed', properties })
    rudder.page({ ...stranger('m3'), name: 'Home', properties: { url: 'https://x.y' } })
    rudder.screen({ ...user('m4'), name: 'Start' })
    rudder.group({ ...user('m5'), groupId: 'g1', traits: { plan: 'enterprise' } })
    rudder.alias({ ...user('m6'), previousId: 'an1' })
    await rudder.flush()
    await journey.settled(6)

    const customer = { source_id: 'u1' }
    const times = { said_at: 'now', happened_at: 'right' }
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
          metadata: { message_id: 'm3', ...times, name: 'Home', url: 'https://x.y' },
        },
      ],
    })
    expect([journey.counts(), journey.problems]).to.deep.equal([sixDelivered, []])
  })
})
