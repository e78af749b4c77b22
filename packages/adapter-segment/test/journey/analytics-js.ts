/** What a page says of a call it made: read from the client itself. */
export interface Made {
  readonly messageId: string
}

/** A script for a page that carries analytics.js: makes every call, and resolves to what was made of them, in their order. */
export const everyCallTo = (url: string): string => `(async () => {
  const settings = { writeKey: 'WK_test', cdnURL: '${url}' }
  const options = {
    disableClientPersistence: true,
    integrations: { 'Segment.io': { apiHost: '${new URL(url).host}/v1', protocol: 'http' } },
  }
  const [analytics] = await AnalyticsNext.AnalyticsBrowser.load(settings, options)
  analytics.setAnonymousId('an1')
  const made = [
    await analytics.page('shop', 'Home'),
    await analytics.identify('u1', { email: 'a@b.co' }),
    await analytics.track('Order Completed', { order_id: 'o1', total: '27.50', products: [{ sku: 's1' }] }),
    await analytics.screen('Start'),
    await analytics.group('g1', { plan: 'enterprise' }),
    await analytics.alias('u1', 'u0'),
  ]
  return made.map(({ event }) => ({ messageId: event.messageId }))
})()`

/** What is stored of the calls of a page at a URL, as `comparable` shows it. */
export const storedOf = (url: string, made: readonly Made[]) => {
  const own = (i: number) => ({ message_id: made[i]?.messageId, said_at: 'now', happened_at: 'right' })
  const customer = { source_id: 'u1' }
  return {
    an1: [
      {
        event: 'page_seen',
        customer: { source_id: 'an1' },
        metadata: { ...own(0), name: 'Home', category: 'shop', url },
      },
    ],
    u1: [
      { event: 'identified', customer: { ...customer, email: 'a@b.co' }, metadata: own(1) },
      { event: 'order_completed', customer, metadata: { ...own(2), order_id: 'o1', total: 27.5, sku: 's1' } },
      { event: 'screen_seen', customer, metadata: { ...own(3), name: 'Start' } },
      { event: 'grouped', customer, metadata: { ...own(4), group: 'g1', plan: 'enterprise' } },
      { event: 'aliased', customer, metadata: { ...own(5), previous: 'u0' } },
    ],
  }
}
