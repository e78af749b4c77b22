import { expect } from 'chai'
import { JSDOM } from 'jsdom'
import { callsFrom, callsTo, pageAt, readBundle } from '../support/analytics-js.ts'
import { TRACKING, withSegment } from '../support/each.ts'
import { still } from '../support/still.ts'

describe('@segment/analytics-next in jsdom', () => {
  const running = withSegment(TRACKING)

  it('finds its settings and delivers every call', async () => {
    running().clock.now = Date.now()
    const url = 'https://shop.example.com/path'
    const { window } = new JSDOM('<!doctype html><title>Shop</title>', { url, runScripts: 'outside-only' })
    Object.assign(window, { fetch })
    window.eval(readBundle())
    await window.eval(callsTo(running().url))
    while (running().journal.entries.length < 6) await new Promise((resolve) => setImmediate(resolve))
    window.close()

    const context = {
      page: pageAt(url),
      userAgent: window.navigator.userAgent,
      locale: 'en-US',
      library: { name: 'analytics.js', version: 'some' },
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }
    expect(running().fields().map(still)).to.deep.equal(callsFrom(url, context))
  })
})
