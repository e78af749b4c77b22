import { Analytics } from '@segment/analytics-node'
import { expect } from 'chai'
import { TRACKING, withSegment } from '../support/each.ts'
import { still, STILL } from '../support/still.ts'

const library = { name: '@segment/analytics-node', version: 'some' }
const context = { library }

describe('@segment/analytics-node', () => {
  const running = withSegment({ ...TRACKING, listen: { port: 0, retryAfterSeconds: 1 } })

  const create = (options: object = {}) => {
    running().clock.now = Date.now()
    return new Analytics({ writeKey: 'WK_test', host: running().url, ...options })
  }

  it('delivers every call', async () => {
    const analytics = create()
    analytics.identify({ userId: 'u1', traits: { email: 'a@b.co' } })
    analytics.track({
      userId: 'u1',
      event: 'Order Completed',
      properties: { order_id: 'o1', total: 27.5, products: [{ product_id: 'p1', quantity: 1, price: 19 }] },
      context: { ip: '1.2.3.4' },
      integrations: { All: true },
    })
    analytics.page({ anonymousId: 'an1', category: 'c', name: 'Home', properties: { url: 'https://x.y' } })
    analytics.screen({ userId: 'u1', name: 'Start' })
    analytics.group({ userId: 'u1', groupId: 'g1', traits: { plan: 'enterprise' } })
    analytics.alias({ userId: 'u1', previousId: 'an1' })
    await analytics.closeAndFlush()

    expect(running().fields().map(still)).to.deep.equal([
      { ...STILL, type: 'identify', userId: 'u1', traits: { email: 'a@b.co' }, integrations: {}, context },
      {
        ...STILL,
        type: 'track',
        userId: 'u1',
        event: 'Order Completed',
        properties: { order_id: 'o1', total: 27.5, products: [{ product_id: 'p1', quantity: 1, price: 19 }] },
        integrations: { All: true },
        context: { ip: '1.2.3.4', library },
      },
      {
        ...STILL,
        type: 'page',
        anonymousId: 'an1',
        category: 'c',
        name: 'Home',
        properties: { url: 'https://x.y', category: 'c' },
        integrations: {},
        context,
      },
      { ...STILL, type: 'screen', userId: 'u1', name: 'Start', properties: {}, integrations: {}, context },
      {
        ...STILL,
        type: 'group',
        userId: 'u1',
        groupId: 'g1',
        traits: { plan: 'enterprise' },
        integrations: {},
        context,
      },
      { ...STILL, type: 'alias', userId: 'u1', previousId: 'an1', integrations: {}, context },
    ])
  })

  it('waits as it is told while the journal is full, and delivers then', async () => {
    running().journal.failWith({ _tag: 'JournalFull', message: 'full' })
    const analytics = create({ flushAt: 1 })
    const sent = new Promise((resolve) => analytics.once('http_request', resolve))
    analytics.track({ userId: 'u1', event: 'e' })
    await sent
    while (running().logged.length === 0) await new Promise((resolve) => setImmediate(resolve))
    running().journal.failWith(undefined)
    await analytics.closeAndFlush({ timeout: 20_000 })
    expect(
      running()
        .fields()
        .map(({ event }) => event),
    ).to.deep.equal(['e'])
  })

  it('is told of a wrong key at once', async () => {
    const analytics = create({ writeKey: 'WK_wrong', flushAt: 1 })
    const failed = new Promise<{ code: string }>((resolve) => analytics.on('error', resolve))
    analytics.track({ userId: 'u1', event: 'e' })
    expect((await failed).code).to.equal('delivery_failure')
    await analytics.closeAndFlush()
    expect(running().journal.entries).to.deep.equal([])
  })
})
