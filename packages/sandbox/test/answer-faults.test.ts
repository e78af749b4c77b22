import { connect } from 'node:net'
import { expect } from 'chai'
import { startSandbox, type Fault, type Sandbox, type SandboxOptions } from '../src/index.ts'
import { brief, call, noon, serverKeys } from './client.ts'

const body = { event: 'signup', customer: { source_id: 'ada' } }
const answer = {
  object: 'event',
  type: 'signup',
  customer: { id: 'cust_*', name: null, email: null, source_id: 'ada', metadata: {}, object: 'customer' },
  referral: null,
  loyalty: null,
  metadata: {},
}

/** The code of what a call fails with. */
const failure = async (calling: Promise<unknown>) => {
  const [settled] = await Promise.allSettled([calling])
  return settled.status === 'rejected' ? settled.reason.code : 'no failure'
}

describe('a fault of the answer', () => {
  let sandbox: Sandbox
  const start = async (faults: readonly Fault[], options: SandboxOptions = {}) => {
    sandbox = await startSandbox({ now: () => noon, faults, ...options })
  }
  const send = (signal?: AbortSignal) =>
    call(`${sandbox.url}/v1/events`, { body, headers: serverKeys, ...(signal === undefined ? {} : { signal }) })
  /** An answer whose body is still to be read. */
  const sendRaw = () => {
    const headers = { ...serverKeys, 'content-type': 'application/json' }
    return fetch(`${sandbox.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(body) })
  }
  /** What comes over the wire before the connection ends, and how it ends. */
  const overTheWire = () => {
    const socket = connect(sandbox.port, '127.0.0.1')
    const sent = JSON.stringify(body)
    const head = ['POST /v1/events HTTP/1.1', 'Host: a', 'X-App-Id: sandbox-app-id', 'X-App-Token: sandbox-secret-key']
    socket.write(`${[...head, `Content-Length: ${sent.length}`].join('\r\n')}\r\n\r\n${sent}`)
    let received = ''
    socket.on('data', (chunk) => (received += String(chunk)))
    return new Promise<readonly [received: string, end: string]>((resolve) => {
      socket.on('error', (error: NodeJS.ErrnoException) => resolve([received, error.code ?? '']))
      socket.on('end', () => resolve([received, 'end']))
    })
  }
  afterEach(() => sandbox.close())

  it('says when to come back, in seconds', async () => {
    await start([{ status: 503, retryAfterMs: 1001 }])
    const { status, headers, body } = await send()
    expect([status, headers['retry-after'], body]).to.deep.equal([503, '2', ''])
  })

  it('says when to come back, as a date', async () => {
    await start([{ status: 503, retryAfterMs: 1500, retryAfterAs: 'date' }])
    expect((await send()).headers['retry-after']).to.equal('Wed, 04 Mar 2026 12:00:02 GMT')
  })

  it('is a 429 as the API gives it, and stores nothing, whatever the quota', async () => {
    await start([{ throttle: 1500, type: 'api_calls_cycle' }], { quota: 'business' })
    const refused = await send()
    expect(brief(refused)).to.deep.equal({
      status: 429,
      body: { code: 429, message: 'Too many requests hit the API too quickly.' },
    })
    expect(refused.headers).to.include({
      'retry-after': '2',
      'x-rate-limit-remaining': '0',
      'x-rate-limit-retry': String(Math.ceil((noon + 1500) / 1000)),
      'x-rate-limit-type': 'api_calls_cycle',
    })
    expect(sandbox.events().length).to.equal(0)
  })

  it('is a bare 429, although there is a quota', async () => {
    await start([{ status: 429 }], { quota: 'business' })
    const [bare, usual] = [await send(), await send()]
    const told = (headers: object) => Object.keys(headers).filter((name) => /^(x-rate-limit|retry)/.test(name)).length
    expect([bare.status, told(bare.headers), usual.status, told(usual.headers)]).to.deep.equal([429, 0, 200, 3])
  })

  for (const [timeout, stored] of [
    ['before-storing', 0],
    ['after-storing', 1],
  ] as const) {
    it(`never answers, ${timeout}`, async () => {
      await start([{ timeout }])
      const patience = new AbortController()
      const waiting = failure(send(patience.signal))
      while (sandbox.struck()[`timeout ${timeout}`] === undefined) await new Promise(setImmediate)
      await send()
      patience.abort()
      expect([await waiting, sandbox.events().length]).to.deep.equal(['ERR_ABORTED', stored + 1])
    })
  }

  it('lets the sandbox close while a client waits for ever', async () => {
    await start([{ timeout: 'before-storing' }])
    const waiting = failure(send())
    while (sandbox.struck()['timeout before-storing'] === undefined) await new Promise(setImmediate)
    await sandbox.close()
    expect(await waiting).to.equal('ECONNRESET')
  })

  it('breaks off in the headers, after storing', async () => {
    await start([{ cut: 'headers' }])
    const [received, end] = await overTheWire()
    expect([received, end]).to.deep.equal(['HTTP/1.1 200 \r\nContent-Type: appli', 'ECONNRESET'])
    expect(sandbox.events().length).to.equal(1)
  })

  it('breaks off in the body, after storing', async () => {
    await start([{ cut: 'body' }])
    const [received, end] = await overTheWire()
    const [head = '', begun = ''] = received.split('\r\n\r\n')
    const promised = Number(/content-length: (\d+)/.exec(head)?.[1])
    expect([begun.slice(0, 10), begun.length, end]).to.deep.equal([
      '{"object":',
      Math.floor(promised / 2),
      'ECONNRESET',
    ])
    expect(sandbox.events().length).to.equal(1)
  })

  it('is an error to a client when it breaks off', async () => {
    await start([{ cut: 'headers' }, { cut: 'body' }])
    // got counts the bytes before it looks at the connection.
    expect([await failure(send()), await failure(send())]).to.deep.equal([
      'ECONNRESET',
      'ERR_HTTP_CONTENT_LENGTH_MISMATCH',
    ])
    expect((await send()).status).to.equal(200)
  })

  it('lets the body trickle', async () => {
    const waits: number[] = []
    const wait = async (ms: number) => void waits.push(ms)
    await start([{ trickle: 5000 }], { wait })
    expect(brief(await send())).to.deep.equal({ status: 200, body: answer })
    expect([waits.length, waits.reduce((sum, ms) => sum + ms)]).to.deep.equal([10, 5000])
  })

  it('sends headers before the body that trickles', async () => {
    const over = Promise.withResolvers<void>()
    await start([{ trickle: 5000 }], { wait: () => over.promise })
    const response = await sendRaw()
    over.resolve()
    expect([response.status, JSON.parse(await response.text()).object]).to.deep.equal([200, 'event'])
  })

  it('calls the right JSON something else', async () => {
    await start([{ distort: 'content-type' }])
    const { status, headers, body } = await send()
    expect([status, headers['content-type']]).to.deep.equal([200, 'text/html; charset=utf-8'])
    expect(JSON.parse(String(body))).to.include({ object: 'event' })
    expect(sandbox.events().length).to.equal(1)
  })

  it('sends half of the JSON as if it were all', async () => {
    await start([{ distort: 'truncated-json' }])
    const received = await sendRaw()
    const half = await received.text()
    expect([received.status, received.headers.get('content-type')]).to.deep.equal([
      200,
      'application/json; charset=utf-8',
    ])
    expect(half).to.match(/^\{"object":"event"/)
    expect(() => JSON.parse(half)).to.throw(SyntaxError)
    expect(sandbox.events().length).to.equal(1)
  })

  it('answers 200 with the body of an error, although it has stored', async () => {
    await start([{ distort: 'error-body' }], { quota: 'business' })
    const answered = await send()
    expect(brief(answered)).to.deep.equal({
      status: 200,
      body: { code: 500, key: 'internal_error', message: 'Internal server error' },
    })
    expect(answered.headers).to.include({ 'x-rate-limit-remaining': '99' })
    expect(sandbox.events().length).to.equal(1)
  })
})
