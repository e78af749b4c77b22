import { existsSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import { readBundle } from './analytics-js.ts'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]
/** A Chromium of this machine; undefined where there is none. */
export const executablePath = [process.env['CHROMIUM_PATH'] ?? '', ...places].find(
  (path) => path !== '' && existsSync(path),
)

/** Nothing but the page: no phoning home. */
export const args = [
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
export const startShop = async () => {
  const server = createServer(({ url = '/' }, response) => {
    const isScript = url.endsWith('.js')
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? readBundle(basename(url)) : html)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  return { origin: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => void server.close() }
}

/** What a title adds where there is no Chromium, so that the skipped test says why. */
export const why = executablePath === undefined ? ' (skipped: no Chromium; set CHROMIUM_PATH)' : ''
