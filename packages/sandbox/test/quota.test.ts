import { expect } from 'chai'
import { startSandbox, type QuotaSetting, type Sandbox } from '../src/index.ts'
import { admin, brief, call, clientKeys, noon, serverKeys } from './client.ts'

const body = { event: 'signup', customer: { source_id: 'ada' } }
const second = Math.floor(noon / 1000)

describe('a quota', () => {
  let sandbox: Sandbox
  let time: number
  const start = async (quota: QuotaSetting, at = noon) => {
    time = at
    sandbox = await startSandbox({ now: () => time, quota, clientCallsPer5s: 0 })
  }
  const send = () => call(`${sandbox.url}/v1/events`, { body, headers: serverKeys })
  const statuses = async (count: number) => {
    const found: number[] = []
    for (let index = 0; index < count; index += 1) found.push((await send()).status)
    return found
  }
  const limits = ({ headers }: Awaited<ReturnType<typeof send>>) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => /^(x-rate-limit|retry)/.test(name)))
  afterEach(() => sandbox.close())

  it('is none unless it is set, and then no header tells of it', async () => {
    await start('none')
    expect(limits(await send())).to.deep.equal({})
    expect(sandbox.quota()).to.equal(null)
  })

  it('tells in each answer what is left, and when the next call is possible', async () => {
    await start({ calls: 2, periodMs: 2000 })
    time += 500
    const answers = [await send(), await send(), await send()]
    expect(answers.map(limits)).to.deep.equal([
      { 'x-rate-limit-limit': '2', 'x-rate-limit-remaining': '1', 'x-rate-limit-retry': String(second) },
      { 'x-rate-limit-limit': '2', 'x-rate-limit-remaining': '0', 'x-rate-limit-retry': String(second + 2) },
      {
        'x-rate-limit-limit': '2',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-retry': String(second + 2),
        'x-rate-limit-type': 'api_calls',
        'retry-after': '2',
      },
    ])
    expect(answers.map(brief)[2]).to.deep.equal({
      status: 429,
      body: { code: 429, message: 'Too many requests hit the API too quickly.' },
    })
    expect(sandbox.events().length).to.equal(2)
  })

  it('counts every call of the API, whatever is answered, but neither a preflight nor its own endpoints', async () => {
    await start({ calls: 100 })
    const calls = [
      await send(),
      await call(`${sandbox.url}/v1/customers/ada/activity`, { method: 'GET', headers: serverKeys }),
      await call(`${sandbox.url}/v1/oauth/token`, { headers: serverKeys }),
      await call(`${sandbox.url}/v1/events`, { body }),
      await call(`${sandbox.url}/v1/nowhere`, { method: 'GET' }),
      await call(`${sandbox.url}/client/v1/events`, { body, headers: clientKeys }),
      await call(`${sandbox.url}/client/v1/events`, { method: 'OPTIONS', headers: { origin: 'a.org' } }),
      await call(`${sandbox.url}/_sandbox`, { method: 'GET' }),
    ]
    expect(calls.map(({ status, headers }) => [status, headers['x-rate-limit-remaining']])).to.deep.equal([
      [200, '99'],
      [200, '98'],
      [400, '97'],
      [401, '96'],
      [404, '95'],
      [200, '94'],
      [204, undefined],
      [200, undefined],
    ])
  })

  it('lets a page read the refusal of its call', async () => {
    await start({ calls: 1 })
    await send()
    const { status, headers } = await call(`${sandbox.url}/client/v1/events`, { body, headers: clientKeys })
    expect([status, headers['access-control-allow-origin']]).to.deep.equal([429, 'https://shop.example.com'])
  })

  it('begins anew with each period of the clock', async () => {
    await start({ calls: 1, periodMs: 2000 })
    time += 1999
    const before = await statuses(2)
    time += 1
    expect([before, await statuses(2)]).to.deep.equal([
      [200, 429],
      [200, 429],
    ])
  })

  it('that rolls counts each call for one period from when it was made', async () => {
    await start({ calls: 2, periodMs: 2000, window: 'rolling' })
    time += 1500
    const found = await statuses(1)
    time += 500
    found.push(...(await statuses(1)))
    time += 500
    const refused = await send()
    time += 999
    found.push(refused.status, ...(await statuses(1)))
    time += 1
    found.push(...(await statuses(2)))
    expect(found).to.deep.equal([200, 200, 429, 429, 200, 429])
    expect(limits(refused)).to.include({ 'retry-after': '1', 'x-rate-limit-retry': String(second + 4) })
  })

  it('is shared with others, who spend theirs evenly', async () => {
    await start({ calls: 10, periodMs: 2000, otherCalls: 8 })
    time += 1000
    expect((await send()).headers['x-rate-limit-remaining']).to.equal('5')
    time += 500
    expect((await send()).headers['x-rate-limit-remaining']).to.equal('2')
    sandbox.setOtherCalls(0)
    expect((await send()).headers['x-rate-limit-remaining']).to.equal('7')
  })

  it('is shared with others, who spend theirs at once', async () => {
    await start({ calls: 3, periodMs: 2000, otherCalls: 2, otherArrive: 'at-once' })
    expect(await statuses(2)).to.deep.equal([200, 429])
  })

  it('that rolls is shared with others, too', async () => {
    await start({ calls: 3, periodMs: 2000, window: 'rolling', otherCalls: 2 })
    time += 10_000
    const refused = [await send(), await send()][1]
    expect([refused?.status, refused?.headers['retry-after']]).to.deep.equal([429, '2'])
    sandbox.setQuota({ calls: 3, periodMs: 2000, window: 'rolling', otherCalls: 2 })
    expect(await statuses(4)).to.deep.equal([200, 200, 200, 429])
    time += 2000
    expect(await statuses(2)).to.deep.equal([200, 429])
  })

  it('of a billing cycle refuses until the next one', async () => {
    await start({ calls: 2, periodMs: 1000, cycleCalls: 3, cycleMs: 60_000 }, noon + 7000)
    const found = await statuses(2)
    time += 1000
    found.push(...(await statuses(1)))
    const refused = await send()
    time += 59_000
    found.push(...(await statuses(1)))
    expect(found).to.deep.equal([200, 200, 200, 200])
    expect(limits(refused)).to.deep.equal({
      'x-rate-limit-limit': '3',
      'x-rate-limit-remaining': '0',
      'x-rate-limit-retry': String(second + 67),
      'x-rate-limit-type': 'api_calls_cycle',
      'retry-after': '59',
    })
  })

  it('of a billing cycle is shared with others, too', async () => {
    await start({ calls: 10, periodMs: 1000, cycleCalls: 30, cycleMs: 60_000, otherCalls: 9 })
    time += 3000
    expect((await send()).headers['x-rate-limit-remaining']).to.equal('2')
    time += 500
    expect(await statuses(1)).to.deep.equal([429])
  })

  for (const [typeHeader, expected] of [
    ['always', ['api_calls', 'api_calls']],
    ['on-429', [undefined, 'api_calls']],
    ['never', [undefined, undefined]],
  ] as const) {
    it(`names its type ${typeHeader}`, async () => {
      await start({ calls: 1, typeHeader })
      const types = [await send(), await send()].map(({ headers }) => headers['x-rate-limit-type'])
      expect(types).to.deep.equal(expected)
    })
  }

  it('counts accepted and refused calls, in all and by period', async () => {
    await start({ calls: 2, periodMs: 2000 })
    await statuses(3)
    time += 6000
    await statuses(1)
    const { accepted, refused, remaining, periods } = sandbox.quota() ?? {}
    expect({ accepted, refused, remaining, periods }).to.deep.equal({
      accepted: 3,
      refused: 1,
      remaining: 1,
      periods: [
        { startMs: noon, accepted: 2, refused: 1 },
        { startMs: noon + 6000, accepted: 1, refused: 0 },
      ],
    })
  })

  for (const [plan, calls, periodMs, cycleCalls] of [
    ['sandbox', 100, 3_600_000, null],
    ['business', 100, 60_000, 100_000],
    ['organization', 2_000, 60_000, 300_000],
  ] as const) {
    it(`of the plan ${plan} is what the docs say`, async () => {
      await start(plan)
      expect(sandbox.quota()?.quota).to.include({ calls, periodMs, cycleCalls, window: 'calendar' })
      sandbox.setQuota({ plan, periodMs: 500 })
      expect(sandbox.quota()?.quota).to.include({ calls, periodMs: 500, cycleCalls })
    })
  }

  it('is set and read over HTTP, and starts unspent', async () => {
    await start({ calls: 1 })
    await statuses(2)
    const set = await admin(sandbox.url, 'POST', '/quota', { calls: 5, periodMs: 2000 })
    await admin(sandbox.url, 'POST', '/other-calls', { calls: 3 })
    time += 1000
    await send()
    const read = await admin(sandbox.url, 'GET', '/quota')
    expect(set).to.deep.include({ remaining: 5, accepted: 0, refused: 0, periods: [] })
    expect(read).to.deep.include({ remaining: 3, accepted: 1, refused: 0 })
    expect(read).to.have.nested.property('quota.otherCalls', 3)
    expect(await admin(sandbox.url, 'GET', '')).to.deep.include({ calls: { remaining: 3, accepted: 1, refused: 0 } })
    expect(await admin(sandbox.url, 'POST', '/quota', '"none"')).to.equal(null)
    expect(await statuses(6)).to.deep.equal([200, 200, 200, 200, 200, 200])
  })

  it('is back as it began when the sandbox is cleared', async () => {
    await start({ calls: 1 })
    await statuses(1)
    sandbox.setQuota('none')
    sandbox.clear()
    expect(await statuses(2)).to.deep.equal([200, 429])
  })

  it('that makes no sense is refused', async () => {
    await start('none')
    const [settled] = await Promise.allSettled([startSandbox({ quota: { calls: 0 } })])
    expect(settled).to.have.nested.property('reason.message', 'Quota: Property .calls must be >= 1')
    expect(() => sandbox.setQuota({ calls: 0 })).to.throw(TypeError, 'Quota: Property .calls must be >= 1')
  })
})
