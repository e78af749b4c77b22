import { once } from 'node:events'
import { createServer, get } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { startSandbox, type Sandbox } from '../src/index.ts'
import { send } from '../src/send.ts'
import { admin, track } from './client.ts'

describe('GET /_sandbox/events', () => {
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startSandbox()
  })
  afterEach(() => sandbox.close())

  const sendMany = (count: number, metadata = {}) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        track(sandbox.url, { event: `e${index}`, customer: { source_id: 'ada' }, metadata }),
      ),
    )
  const lines = async (query = '') => {
    const response = await fetch(`${sandbox.url}/_sandbox/events?format=ndjson${query}`)
    const received = await response.text()
    return {
      type: response.headers.get('content-type'),
      events: received
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    }
  }

  it('lists events as lines of JSON', async () => {
    await sendMany(600)
    expect(await lines()).to.deep.equal({ type: 'application/x-ndjson; charset=utf-8', events: sandbox.events() })
  })

  it('lists none as nothing', async () => {
    expect((await lines()).events).to.deep.equal([])
  })

  it('lists a part of them', async () => {
    await sendMany(5)
    const all = sandbox.events()
    expect((await lines('&skip=1&limit=2')).events).to.deep.equal(all.slice(1, 3))
    expect(await admin(sandbox.url, 'GET', '/events?skip=3')).to.deep.equal(all.slice(3))
    expect(await admin(sandbox.url, 'GET', '/events?skip=9')).to.deep.equal([])
  })

  it('lists what was there when it was asked, for a reader who takes his time', async () => {
    await sendMany(40, { long: 'x'.repeat(100_000) })
    const count = sandbox.events().length
    const received = await new Promise<string>((resolve, reject) => {
      get(`${sandbox.url}/_sandbox/events?format=ndjson`, (response) => {
        // Nothing is read yet: the rest waits in the sandbox.
        const later = sendMany(1).then(() => admin(sandbox.url, 'DELETE', '/events'))
        later.then(() => text(response)).then(resolve, reject)
      }).on('error', reject)
    })
    expect([received.split('\n').length - 1, count, sandbox.events().length]).to.deep.equal([40, 40, 0])
  })
})

describe('a stream', () => {
  it('ends where its reader has gone', async () => {
    const ended = Promise.withResolvers<string>()
    function* forEver() {
      try {
        for (;;) yield 'x'.repeat(100_000)
      } finally {
        ended.resolve('ended')
      }
    }
    const server = createServer((_, response) => send(response, { _tag: 'Stream', chunks: forEver() }, async () => {}))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    get({ port, host: '127.0.0.1' }, (response) => response.once('data', () => response.destroy()))
    expect(await ended.promise).to.equal('ended')
    server.closeAllConnections()
    await once(server.close(), 'close')
  })
})
