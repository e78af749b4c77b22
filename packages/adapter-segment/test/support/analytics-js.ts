import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { JsonObject } from '@vouchrelay/core'
import { STILL } from './still.ts'

const bundles = join(
  dirname(createRequire(import.meta.url).resolve('@segment/analytics-next/package.json')),
  'dist/umd',
)

/** The published browser build of `@segment/analytics-next`, or one of the chunks it loads. */
export const readBundle = (name = 'index.js'): string => readFileSync(join(bundles, name), 'utf8')

/** A script for a page: loads analytics.js with its settings from the source at a URL, and makes every call. */
export const callsTo = (url: string): string => `(async () => {
  const settings = { writeKey: 'WK_test', cdnURL: '${url}' }
  const options = {
    disableClientPersistence: true,
    integrations: { 'Segment.io': { apiHost: '${new URL(url).host}/v1', protocol: 'http' } },
  }
  const [analytics] = await AnalyticsNext.AnalyticsBrowser.load(settings, options)
  analytics.setAnonymousId('an1')
  await analytics.page('shop', 'Home')
  await analytics.identify('u1', { email: 'a@b.co' })
  await analytics.track('Order Completed', { order_id: 'o1', total: 27.5 })
  await analytics.group('g1', { plan: 'enterprise' })
  await analytics.screen('Start')
  await analytics.alias('u1', 'u0')
})()`

/** The page as analytics.js describes it. */
export const pageAt = (url: string) => ({ path: new URL(url).pathname, referrer: '', search: '', title: 'Shop', url })

/** What comes of the calls on a page, as `still` shows it. */
export const callsFrom = (url: string, context: unknown): readonly JsonObject[] => {
  const own = {
    ...STILL,
    context,
    writeKey: 'WK_test',
    anonymousId: 'an1',
    integrations: { 'Segment.io': true },
  }
  const page = { category: 'shop', name: 'Home' }
  return [
    { ...own, type: 'page', userId: null, ...page, properties: { ...pageAt(url), ...page } },
    { ...own, type: 'identify', userId: 'u1', traits: { email: 'a@b.co' } },
    { ...own, type: 'track', userId: 'u1', event: 'Order Completed', properties: { order_id: 'o1', total: 27.5 } },
    { ...own, type: 'group', userId: 'u1', groupId: 'g1', traits: { plan: 'enterprise' } },
    { ...own, type: 'screen', userId: 'u1', name: 'Start', properties: {} },
    { ...own, type: 'alias', userId: 'u1', previousId: 'u0' },
  ]
}
