import { expect } from 'chai'
import got from 'got'
import { startSandbox, type Sandbox, type SandboxOptions } from '../src/index.ts'
import { admin, brief, call, clientKeys, noon, serverKeys } from './client.ts'

const body = { event: 'signup', customer: { source_id: 'ada' } }
const unauthorized = { status: 401, body: { code: 401, message: 'Unauthorized', key: 'unauthorized' } }
const forbidden = { status: 403, body: { code: 403, message: 'Forbidden', key: 'forbidden' } }
const asked = { grant_type: 'client_credentials', scope: 'events' }

describe('OAuth', () => {
  let sandbox: Sandbox
  let time: number
  const start = async (options: SandboxOptions = {}) => {
    time = noon
    sandbox = await startSandbox({ now: () => time, ...options })
  }
  const post = async (
    path: string,
    form: Record<string, string>,
    headers: Readonly<Record<string, string>> = serverKeys,
  ) => {
    const response = await got.post(`${sandbox.url}${path}`, {
      form,
      headers,
      throwHttpErrors: false,
      retry: { limit: 0 },
    })
    return { status: response.statusCode, body: response.body === '' ? '' : JSON.parse(response.body) }
  }
  const tokenFor = async (scope: string): Promise<string> =>
    (await post('/v1/oauth/token', { ...asked, scope })).body.access_token
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const track = async (token: string) => brief(await call(`${sandbox.url}/v1/events`, { body, headers: bearer(token) }))
  afterEach(() => sandbox.close())

  it('gives a token that lives for 15 minutes', async () => {
    await start()
    const { status, body } = await post('/v1/oauth/token', { ...asked, scope: 'events customers' })
    const { access_token, client_id, ...rest } = body
    expect([status, rest]).to.deep.equal([
      200,
      { expires_at: noon / 1000 + 900, expires_in: 900, scope: 'events customers', token_type: 'Bearer' },
    ])
    expect([access_token, client_id]).to.satisfy(
      ([token, client]: string[]) => /^\w{50}$/.test(token ?? '') && /^\w{21}$/.test(client ?? ''),
    )
    time += 899_999
    expect((await track(access_token)).status).to.equal(200)
    time += 1
    expect(await track(access_token)).to.deep.equal(unauthorized)
  })

  it('gives each token its own name, and one client all of them', async () => {
    await start({ tokenLifeMs: 2000 })
    const [first, second] = [await post('/v1/oauth/token', asked), await post('/v1/oauth/token', asked)]
    expect(first.body.access_token).not.to.equal(second.body.access_token)
    expect([first.body.client_id, first.body.expires_in]).to.deep.equal([second.body.client_id, 2])
  })

  const refused: readonly (readonly [Record<string, string>, string, string])[] = [
    [{}, 'missing_parameters', 'Missing parameters'],
    [{ grant_type: 'client_credentials' }, 'missing_parameters', 'Missing parameters'],
    [{ grant_type: 'client_credentials', scope: ' ' }, 'missing_parameters', 'Missing parameters'],
    [{ grant_type: 'password', scope: 'api' }, 'invalid_grant_type', 'Invalid grant_type'],
    [{ ...asked, scope: 'vouchers,campaigns' }, 'invalid_scope', 'Invalid scope: vouchers,campaigns'],
    [{ ...asked, scope: 'api evnts' }, 'invalid_scope', 'Invalid scope: evnts'],
  ]
  for (const [form, key, message] of refused) {
    it(`refuses ${JSON.stringify(form)}`, async () => {
      await start()
      expect(await post('/v1/oauth/token', form)).to.deep.equal({ status: 400, body: { code: 400, key, message } })
      expect(sandbox.tokens()).to.deep.equal({ generated: 0, alive: 0 })
    })
  }

  for (const path of ['/v1/oauth/token', '/v1/oauth/introspect', '/v1/oauth/token/revoke']) {
    it(`wants the keys of a server at ${path}`, async () => {
      await start()
      const { origin: _origin, ...shop } = clientKeys
      expect(await post(path, asked, {})).to.deep.equal(unauthorized)
      expect(await post(path, asked, shop)).to.deep.equal(unauthorized)
    })

    it(`wants a form at ${path}`, async () => {
      await start()
      expect((await call(`${sandbox.url}${path}`, { body: asked, headers: serverKeys })).status).to.equal(415)
    })
  }

  it('gives no more than 1000 living tokens', async () => {
    await start({ tokenLifeMs: 1000 })
    for (let count = 0; count < 1000; count += 1) await post('/v1/oauth/token', asked)
    expect((await post('/v1/oauth/token', asked)).status).to.equal(400)
    time += 1000
    expect((await post('/v1/oauth/token', asked)).status).to.equal(200)
    expect(sandbox.tokens()).to.deep.equal({ generated: 1001, alive: 1 })
  })

  const events = ['POST', '/v1/events', body] as const
  const customers = ['POST', '/v1/customers', body.customer] as const
  const activity = ['GET', '/v1/customers/ada/activity', undefined] as const
  const client = ['POST', '/client/v1/events', body] as const
  const scoped: readonly (readonly [
    string,
    typeof events | typeof customers | typeof activity | typeof client,
    number,
  ])[] = [
    ['api', events, 200],
    ['events', events, 200],
    ['vouchers events', events, 200],
    ['customers', events, 403],
    ['client_api client_events', events, 403],
    ['api', customers, 200],
    ['customers', customers, 200],
    ['events', customers, 403],
    ['customers', activity, 200],
    ['events', activity, 403],
    ['client_api', client, 200],
    ['client_events', client, 200],
    ['api events', client, 403],
  ]
  for (const [scope, [method, path, sent], status] of scoped) {
    it(`answers ${method} ${path} ${status} with the scope ${scope}`, async () => {
      await start()
      await call(`${sandbox.url}/v1/customers`, { body: body.customer, headers: serverKeys })
      const headers = { ...bearer(await tokenFor(scope)), origin: 'shop.example.com' }
      const answered = await call(`${sandbox.url}${path}`, { method, headers, ...(sent && { body: sent }) })
      if (status === 403) expect(brief(answered)).to.deep.equal(forbidden)
      else expect(answered.status).to.equal(status)
    })
  }

  it('does not free a shop from saying where it is', async () => {
    await start()
    const headers = bearer(await tokenFor('client_api'))
    expect((await call(`${sandbox.url}/client/v1/events`, { body, headers })).status).to.equal(401)
  })

  it('counts a token more than keys', async () => {
    await start()
    const headers = { ...serverKeys, ...bearer('nobody') }
    expect(brief(await call(`${sandbox.url}/v1/events`, { body, headers }))).to.deep.equal(unauthorized)
  })

  it('tells of a token that lives, and of no other', async () => {
    await start()
    const given = (await post('/v1/oauth/token', asked)).body
    time += 100_000
    const told = await post('/v1/oauth/introspect', { access_token: given.access_token })
    expect(told).to.deep.equal({ status: 200, body: { ...given, expires_in: 800, active: true } })
    time += 800_000
    for (const access_token of [given.access_token, 'nobody']) {
      expect(await post('/v1/oauth/introspect', { access_token })).to.deep.equal({
        status: 200,
        body: { active: false },
      })
    }
    expect(await post('/v1/oauth/introspect', {})).to.deep.equal({
      status: 400,
      body: { code: 400, key: 'missing_parameters', message: 'Missing parameters' },
    })
  })

  it('ends a token once', async () => {
    await start()
    const access_token = await tokenFor('api')
    expect(await post('/v1/oauth/token/revoke', { access_token })).to.deep.equal({ status: 204, body: '' })
    expect(await post('/v1/oauth/token/revoke', { access_token })).to.deep.equal({ status: 404, body: '' })
    expect(await track(access_token)).to.deep.equal(unauthorized)
  })

  it('ends all tokens at once, on request, and counts them', async () => {
    await start()
    const tokens = [await tokenFor('api'), await tokenFor('api')]
    const before = await admin(sandbox.url, 'GET', '/tokens')
    const ended = await admin(sandbox.url, 'DELETE', '/tokens')
    const statuses = [await track(tokens[0] ?? ''), await track(tokens[1] ?? ''), await track(await tokenFor('api'))]
    expect([before, ended]).to.deep.equal([{ generated: 2, alive: 2 }, { ended: 2 }])
    expect(statuses.map(({ status }) => status)).to.deep.equal([401, 401, 200])
    expect([sandbox.tokens(), sandbox.endTokens(), sandbox.tokens()]).to.deep.equal([
      { generated: 3, alive: 1 },
      1,
      { generated: 3, alive: 0 },
    ])
  })

  it('does not count tokens that have ended by themselves among those that it ends', async () => {
    await start({ tokenLifeMs: 1000 })
    await tokenFor('api')
    time += 1000
    await tokenFor('api')
    await tokenFor('api')
    time += 999
    expect([sandbox.endTokens(), sandbox.endTokens()]).to.deep.equal([2, 0])
    await tokenFor('api')
    time += 1000
    expect(sandbox.endTokens()).to.equal(0)
  })

  it('knows no token when the sandbox is cleared', async () => {
    await start()
    const token = await tokenFor('api')
    sandbox.clear()
    expect([(await track(token)).status, sandbox.tokens()]).to.deep.equal([401, { generated: 0, alive: 0 }])
  })

  it('meets only faults that name it', async () => {
    await start({ faults: [{ status: 500 }, { status: 503, match: { call: 'POST /v1/oauth/token' } }] })
    const statuses = [(await post('/v1/oauth/token', asked)).status, (await post('/v1/oauth/token', asked)).status]
    expect([...statuses, (await track(await tokenFor('api'))).status]).to.deep.equal([503, 200, 500])
  })
})
