import { existsSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import { expect } from 'chai'
import { chromium } from 'playwright-core'
import { readBundle } from '../support/analytics-js.ts'
import { everyCallTo, storedOf, type Made } from './analytics-js.ts'
import { comparable } from './comparable.ts'
import { sixDelivered, startJourney } from './start-relay.ts'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]
const executablePath = [process.env['CHROMIUM_PATH'] ?? '', ...places].find((path) => path !== '' && existsSync(path))

/** Nothing but the page: no phoning home. */
const args = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]

const html = '<!doctype html><title>Shop</title><link rel="icon" href="data:,"><script src="/index.js"></script>'

/** A shop whose pages carry analytics.js. */
const startShop = async () => {
  const server = createServer(({ url = '/' }, response) => {
    const isScript = url.endsWith('.js')
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? readBundle(basename(url)) : html)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  return { origin: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => void server.close() }
}

const why = executablePath === undefined ? ' (skipped: no Chromium; set CHROMIUM_PATH)' : ''

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
