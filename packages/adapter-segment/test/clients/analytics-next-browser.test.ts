import { expect } from 'chai'
import { chromium } from 'playwright-core'
import { callsFrom, callsTo } from '../support/analytics-js.ts'
import { args, executablePath, startShop, why } from '../support/browser.ts'
import { startSegment } from '../support/start-segment.ts'
import { still } from '../support/still.ts'

describe('@segment/analytics-next in a real browser', () => {
  /** Runs the calls on the shop's page, against a source that allows an origin. */
  const shopFrom = async (allowed: (origin: string) => string, act: (url: string) => string) => {
    using shop = await startShop()
    const running = await startSegment({ tracking: { writeKeys: ['WK_test'], allowOrigins: [allowed(shop.origin)] } })
    running.clock.now = Date.now()
    const browser = await chromium.launch({ executablePath: executablePath ?? '', args })
    try {
      const page = await browser.newPage()
      await page.goto(`${shop.origin}/path`)
      await page.evaluate(act(running.url))
      await page.waitForLoadState('networkidle')
      return { running, url: `${shop.origin}/path` }
    } finally {
      await browser.close()
      await running.close()
    }
  }

  it(`delivers every call across origins${why}`, async function () {
    if (executablePath === undefined) return this.skip()
    const { running, url } = await shopFrom((origin) => origin, callsTo)
    const events = running.fields().map((fields) => ({ ...still(fields), context: 'some' }))
    return expect(events).to.have.deep.members(callsFrom(url, 'some'))
  })

  it(`is kept from another origin${why}`, async function () {
    if (executablePath === undefined) return this.skip()
    const send = (url: string): string =>
      `fetch('${url}/v1/t', { method: 'POST', headers: { authorization: 'Basic V0tfdGVzdDo=' }, body: '{}' }).catch(() => 0)`
    const { running } = await shopFrom(() => 'https://elsewhere.example.com', send)
    return expect(running.journal.entries).to.deep.equal([])
  })
})
