import { expect } from 'chai'
import { chromium } from 'playwright-core'
import { args, executablePath, startShop, why } from '../support/browser.ts'
import { everyCallTo, storedOf, type Made } from './analytics-js.ts'
import { comparable } from './comparable.ts'
import { sixDelivered, startJourney } from './start-relay.ts'

describe('from @segment/analytics-next in a real browser to Voucherify', () => {
  it(`comes every call across origins, as its route maps it${why}`, async function () {
    if (executablePath === undefined) return this.skip()
    using shop = await startShop()
    await using journey = await startJourney(shop.origin)
    const url = `${shop.origin}/path`
    const browser = await chromium.launch({ executablePath, args })
    const began = Date.now()
    let made: readonly Made[]
    try {
      const page = await browser.newPage()
      await page.goto(url)
      made = await page.evaluate<readonly Made[]>(everyCallTo(journey.url))
      await journey.settled(6)
    } finally {
      await browser.close()
    }

    expect(comparable(journey.bodies(), began)).to.deep.equal(storedOf(url, made))
    return expect([journey.counts(), journey.problems]).to.deep.equal([sixDelivered, []])
  })
})
