import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import { expect } from 'chai'
import { chromium } from 'playwright-core'
import { callsFrom, callsTo, readBundle } from '../support/analytics-js.ts'
import { startSegment } from '../support/start-segment.ts'
import { still } from '../support/still.ts'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]
const executablePath = [process.env['CHROMIUM_PATH'] ?? '', ...places].find((path) => path !== '' && existsSync(path))

/** Nothing but the page: no phoning home. */
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

const html = '<!doctype html><title>Shop</title><link rel="icon" href="data:,"><script src="/index.js"></script>'

/** A shop whose page carries analytics.js. */
const startShop = async () => {
  const server = createServer(({ url = '/' }, response) => {
    const isScript = url.endsWith('.js')
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? readBundle(basename(url)) : html)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() }
}

const why = executablePath === undefined ? ' (skipped: no Chromium; set CHROMIUM_PATH)' : ''

describe('@segment/analytics-next in a real browser', () => {
  /** Runs the calls on the shop's page, against a source that allows an origin. */
  const shopFrom = async (allowed: (origin: string) => string, act: (url: string) => string) => {
    const shop = await startShop()
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
      shop.close()
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
