import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { expect } from 'chai'
import { TRACKING, withSegment } from '../support/each.ts'
import { still, STILL } from '../support/still.ts'

const library = { name: 'analytics-node', version: 'some' }
const own = { ...STILL, channel: 'server' }

describe('@rudderstack/rudder-sdk-node', () => {
  const running = withSegment(TRACKING)

  it('delivers every call, gzipped and labelled as a form', async () => {
    running().clock.now = Date.now()
    const rudder = new RudderAnalytics('WK_test', { dataPlaneUrl: running().url, path: '/v1/batch' })
    rudder.identify({ userId: 'u1', traits: { email: 'a@b.co' } })
    rudder.track({ userId: 'u1', event: 'Order Completed', properties: { order_id: 'o1' } })
    rudder.page({ anonymousId: 'an1', name: 'Home', properties: { url: 'https://x.y' } })
    rudder.screen({ userId: 'u1', name: 'Start' })
    rudder.group({ userId: 'u1', groupId: 'g1', traits: { plan: 'enterprise' } })
    rudder.alias({ userId: 'u1', previousId: 'an1' })
    await rudder.flush()

    const context = { library }
    expect(running().fields().map(still)).to.deep.equal([
      {
        ...own,
        type: 'identify',
        userId: 'u1',
        traits: { email: 'a@b.co' },
        context: { traits: { email: 'a@b.co' }, library },
      },
      { ...own, type: 'track', userId: 'u1', event: 'Order Completed', properties: { order_id: 'o1' }, context },
      {
        ...own,
        type: 'page',
        anonymousId: 'an1',
        name: 'Home',
        properties: { url: 'https://x.y' },
        context,
      },
      { ...own, type: 'screen', userId: 'u1', name: 'Start', context },
      { ...own, type: 'group', userId: 'u1', groupId: 'g1', traits: { plan: 'enterprise' }, context },
      { ...own, type: 'alias', userId: 'u1', previousId: 'an1', context },
    ])
  })
})
