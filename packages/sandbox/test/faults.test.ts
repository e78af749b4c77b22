import { expect } from 'chai'
import { startSandbox, type Fault, type Sandbox, type SandboxOptions } from '../src/index.ts'
import { call, read, serverKeys, upsert } from './client.ts'

const body = { event: 'signup', customer: { source_id: 'ada' } }

/** The code of what a call fails with. */
const failure = async (calling: Promise<unknown>) => {
  const [settled] = await Promise.allSettled([calling])
  return settled.status === 'rejected' ? settled.reason.code : 'no failure'
}

describe('a scripted fault', () => {
  let sandbox: Sandbox
  const start = async (faults: readonly Fault[], options: SandboxOptions = {}) => {
    sandbox = await startSandbox(options)
    sandbox.script(faults)
  }
  const send = (sent: unknown = body, signal?: AbortSignal) =>
    call(`${sandbox.url}/v1/events`, { body: sent, headers: serverKeys, ...(signal === undefined ? {} : { signal }) })
  afterEach(() => sandbox.close())

  it('answers with its status, headers and JSON as often as it says', async () => {
    await start([{ times: 2, status: 503, headers: { 'Retry-After': '2' }, body: { message: 'Busy' } }])
    const first = await send()
    expect([first.status, first.headers['retry-after'], first.body]).to.deep.equal([503, '2', { message: 'Busy' }])
    expect([(await send()).status, (await send()).status, sandbox.events().length]).to.deep.equal([503, 200, 1])
  })

  it('answers with a text as HTML', async () => {
    await start([{ status: 502, body: '<h1>Bad gateway</h1>' }])
    const { status, headers, body } = await send()
    expect([status, headers['content-type'], body]).to.deep.equal([
      502,
      'text/html; charset=utf-8',
      '<h1>Bad gateway</h1>',
    ])
  })

  it('answers with the content type of its headers', async () => {
    await start([{ status: 200, body: 'OK', headers: { 'Content-Type': 'text/plain' } }])
    const { headers, body } = await send()
    expect([headers['content-type'], body]).to.deep.equal(['text/plain', 'OK'])
  })

  it('answers with an empty body', async () => {
    await start([{ status: 503 }])
    const { status, headers, body } = await send()
    expect([status, headers['content-length'], body]).to.deep.equal([503, '0', ''])
  })

  it('answers with its status after the event was stored', async () => {
    await start([{ status: 500, after: 'after-storing' }])
    expect([(await send()).status, sandbox.events().length]).to.deep.equal([500, 1])
  })

  it('resets the connection before the event is stored', async () => {
    await start([{ reset: 'before-storing' }])
    expect([await failure(send()), sandbox.events().length]).to.deep.equal(['ECONNRESET', 0])
  })

  it('resets the connection after the event was stored', async () => {
    await start([{ reset: 'after-storing' }])
    expect([await failure(send()), sandbox.events().length]).to.deep.equal(['ECONNRESET', 1])
  })

  it('keeps the client waiting before it stores, and stores even when the client has given up', async () => {
    const hanging = Promise.withResolvers<number>()
    const over = Promise.withResolvers<void>()
    const wait = (ms: number) => {
      hanging.resolve(ms)
      return over.promise
    }
    await start([{ hang: 60_000 }], { wait })
    const patience = new AbortController()
    const waiting = failure(send(body, patience.signal))
    expect([await hanging.promise, sandbox.events().length]).to.deep.equal([60_000, 0])
    patience.abort()
    expect(await waiting).to.equal('ERR_ABORTED')
    over.resolve()
    await send()
    expect(sandbox.events().length).to.equal(2)
  })

  it('keeps the client waiting after it has stored', async () => {
    const hanging = Promise.withResolvers<void>()
    const over = Promise.withResolvers<void>()
    const wait = () => {
      hanging.resolve()
      return over.promise
    }
    await start([{ hang: 1000, after: 'after-storing' }], { wait })
    const waiting = send()
    await hanging.promise
    expect(sandbox.events().length).to.equal(1)
    over.resolve()
    expect((await waiting).status).to.equal(200)
  })

  it('follows the one before it', async () => {
    await start([{ status: 500 }, { times: 2, status: 429 }])
    const answers = [await send(), await send(), await send(), await send()]
    expect(answers.map(({ status }) => status)).to.deep.equal([500, 429, 429, 200])
  })

  it('meets only the customer and the event that it names', async () => {
    await start([
      { status: 500, match: { sourceId: 'bob', event: 'bought' } },
      { status: 503, match: { sourceId: 'ada' } },
    ])
    const sent = [
      { event: 'signup', customer: { source_id: 'bob' } },
      { event: 'bought', customer: { source_id: 'eve' } },
      { event: 'bought', customer: { source_id: 'ada' } },
      { event: 'bought', customer: { source_id: 'bob' } },
    ]
    const statuses: number[] = []
    for (const one of sent) statuses.push((await send(one)).status)
    expect(statuses).to.deep.equal([200, 200, 503, 500])
  })

  it('meets upserts of customers, too, before or after they are stored', async () => {
    await start([{ status: 500 }, { status: 500, after: 'after-storing' }])
    const statuses: number[] = []
    const kept: number[] = []
    for (const source_id of ['ada', 'bob', 'eve']) {
      statuses.push((await upsert(sandbox.url, { source_id })).status)
      kept.push(sandbox.customers().length)
    }
    expect([statuses, kept]).to.deep.equal([
      [500, 500, 200],
      [0, 1, 2],
    ])
  })

  it('meets only the call that it names', async () => {
    await start([
      { status: 503, match: { call: 'POST /v1/customers', sourceId: 'ada' } },
      { status: 500, match: { event: 'signup' } },
    ])
    const statuses = [
      (await upsert(sandbox.url, { source_id: 'bob' })).status,
      (await send({ event: 'bought', customer: { source_id: 'ada' } })).status,
      (await send()).status,
      (await upsert(sandbox.url, { source_id: 'ada' })).status,
    ]
    expect(statuses).to.deep.equal([200, 200, 500, 503])
  })

  it('meets a GET only where it names it, and only one that would have been answered 200', async () => {
    await start([])
    await send()
    sandbox.script([
      { status: 500 },
      { status: 503, match: { call: 'GET /v1/customers/bob' } },
      { status: 503, match: { call: 'GET /v1/customers/ada' } },
    ])
    const statuses: number[] = []
    for (const path of ['bob', 'ada/activity', 'ada', 'ada']) {
      statuses.push((await read(`${sandbox.url}/v1/customers/${path}`)).status)
    }
    expect([...statuses, (await send()).status]).to.deep.equal([404, 200, 503, 200, 500])
  })

  it('waits for a call that would have been answered 200', async () => {
    await start([{ status: 503 }])
    const wrong = [
      await send({}),
      await send('{'),
      await send({ event: 'signup', customer: { id: 'nobody' } }),
      await send(),
    ]
    expect(wrong.map(({ status }) => status)).to.deep.equal([400, 400, 404, 503])
  })

  it('meets the client side, too', async () => {
    await start([{ status: 503 }])
    const { clientApplicationId, clientSecretKey } = sandbox.settings
    const headers = {
      'x-client-application-id': clientApplicationId,
      'x-client-token': clientSecretKey,
      origin: 'a.org',
    }
    const { status } = await call(`${sandbox.url}/client/v1/events`, { body, headers })
    expect(status).to.equal(503)
  })

  it('is gone once another script is written', async () => {
    await start([{ times: 9, status: 503 }])
    sandbox.script([])
    expect((await send()).status).to.equal(200)
  })

  it('with a header that cannot be sent is told', async () => {
    await start([{ status: 503, headers: { 'x-odd': 'a\nb' } }])
    const { status, body } = await send()
    expect([status, body]).to.deep.equal([
      500,
      {
        statusCode: 500,
        error: 'Internal Server Error',
        message: 'Sandbox: Invalid character in header content ["x-odd"]',
      },
    ])
  })

  it('that makes no sense is refused', async () => {
    await start([])
    expect(() => sandbox.script([{ status: 503 }, { status: 99 }])).to.throw(
      TypeError,
      'Fault 2: Property .status must be >= 200',
    )
  })
})

describe('latency', () => {
  it('holds back the answers of the API, and only those', async () => {
    const waits: number[] = []
    const wait = async (ms: number) => {
      waits.push(ms)
    }
    await using sandbox = await startSandbox({ wait })
    sandbox.setLatency(250)
    await call(`${sandbox.url}/v1/events`, { body, headers: serverKeys })
    await call(`${sandbox.url}/_sandbox/events`, { method: 'GET' })
    await call(`${sandbox.url}/v1/customers/ada`, { method: 'GET', headers: serverKeys })
    sandbox.setLatency(0)
    await call(`${sandbox.url}/v1/events`, { body, headers: serverKeys })
    expect(waits).to.deep.equal([250, 250])
  })
})
