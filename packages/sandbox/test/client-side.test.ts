import { expect } from 'chai'
import { startSandbox, type Sandbox, type SandboxOptions } from '../src/index.ts'
import { brief, call, clientKeys, masked, noon, noonText, serverKeys } from './client.ts'

const body = { event: 'signup', customer: { source_id: 'ada' } }
const unauthorized = { code: 401, message: 'Unauthorized', key: 'unauthorized' }

describe('POST /client/v1/events', () => {
  let sandbox: Sandbox
  let time: number
  const start = async (options: SandboxOptions) => {
    time = noon
    sandbox = await startSandbox({ now: () => time, ...options })
  }
  const send = (headers: Readonly<Record<string, string>> = clientKeys) =>
    call(`${sandbox.url}/client/v1/events`, { body, headers })
  afterEach(() => sandbox.close())

  it('stores the event and lets the page read the answer', async () => {
    await start({})
    const { status, headers } = await send()
    expect(status).to.equal(200)
    expect(headers).to.include({ 'access-control-allow-origin': 'https://shop.example.com', vary: 'origin' })
    expect(masked(sandbox.events())).to.deep.equal([
      { id: 'event_*', at: noonText, side: 'client', request_id: 'v-*', channel: null, body },
    ])
  })

  it('answers 401 for missing, wrong and server keys', async () => {
    await start({})
    const { origin } = clientKeys
    const answers = [
      await send({ origin }),
      await send({ ...clientKeys, 'x-client-token': 'x' }),
      await send({ ...serverKeys, origin }),
    ]
    expect(answers.map(brief)).to.deep.equal(Array.from({ length: 3 }, () => ({ status: 401, body: unauthorized })))
  })

  it('answers 401 without an origin', async () => {
    await start({})
    const { origin: _origin, ...keys } = clientKeys
    expect(brief(await send(keys))).to.deep.equal({
      status: 401,
      body: { ...unauthorized, details: 'Header origin is required' },
    })
  })

  it('answers 401 for an origin that is not allowed, without permission to read it', async () => {
    await start({ allowedOrigins: ['example.com'] })
    const answer = await send()
    expect(brief(answer)).to.deep.equal({
      status: 401,
      body: { ...unauthorized, details: 'Origin https://shop.example.com is not allowed' },
    })
    expect(answer.headers).not.to.have.property('access-control-allow-origin')
  })

  it('takes an origin without a scheme', async () => {
    await start({ allowedOrigins: ['.example.com'] })
    expect((await send({ ...clientKeys, origin: 'shop.example.com' })).status).to.equal(200)
  })

  it('answers the preflight of an allowed origin with what it may send', async () => {
    await start({ allowedOrigins: ['.example.com'] })
    const { status, headers } = await call(`${sandbox.url}/client/v1/events`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example.com', 'access-control-request-method': 'POST' },
    })
    expect(status).to.equal(204)
    expect(headers).to.include({
      'access-control-allow-origin': 'https://shop.example.com',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers':
        'X-Client-Application-Id, X-Client-Token, X-Voucherify-Channel, X-Voucherify-API-Version, Content-Type, Authorization',
    })
  })

  it('permits nothing in the preflight of another origin', async () => {
    await start({ allowedOrigins: ['example.com'] })
    const { headers } = await call(`${sandbox.url}/client/v1/events`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example.org' },
    })
    expect(headers).not.to.have.property('access-control-allow-origin')
  })

  it('answers the sixth call in 5 seconds with 429 and the seconds to wait', async () => {
    await start({})
    const statuses: number[] = []
    for (let count = 0; count < 5; count += 1) {
      statuses.push((await send()).status)
      time += 500
    }
    const refused = await send()
    expect(statuses).to.deep.equal([200, 200, 200, 200, 200])
    expect(brief(refused)).to.deep.equal({
      status: 429,
      body: { code: 429, message: 'Too many requests hit the API too quickly.' },
    })
    expect(refused.headers['retry-after']).to.equal('3')
    time += 2500
    expect((await send()).status).to.equal(200)
  })

  for (const clientCallsPer5s of [0, Infinity]) {
    it(`has no limit with clientCallsPer5s ${clientCallsPer5s}`, async () => {
      await start({ clientCallsPer5s })
      const answers = await Promise.all(Array.from({ length: 20 }, () => send()))
      expect(answers.map(({ status }) => status)).to.deep.equal(Array.from({ length: 20 }, () => 200))
    })
  }

  it('does not spend the calls of the server side', async () => {
    await start({ clientCallsPer5s: 1 })
    await send()
    expect((await call(`${sandbox.url}/v1/events`, { body, headers: serverKeys })).status).to.equal(200)
  })
})
