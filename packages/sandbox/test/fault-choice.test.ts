import { expect } from 'chai'
import { startSandbox, type Fault, type Sandbox, type SandboxOptions } from '../src/index.ts'
import { admin, call, read, serverKeys, upsert } from './client.ts'

describe('a fault chooses its calls', () => {
  let sandbox: Sandbox
  const start = async (faults: readonly Fault[], options: SandboxOptions = {}) => {
    sandbox = await startSandbox({ faults, ...options })
  }
  const send = async (event = 'signup', source_id = 'ada') =>
    (await call(`${sandbox.url}/v1/events`, { body: { event, customer: { source_id } }, headers: serverKeys })).status
  const sendMany = async (count: number) => {
    const statuses: number[] = []
    for (let index = 0; index < count; index += 1) statuses.push(await send())
    return statuses
  }
  afterEach(() => sandbox.close())

  it('from the nth on', async () => {
    await start([{ status: 500, times: 2, match: { nth: 3 } }])
    expect(await sendMany(6)).to.deep.equal([200, 200, 500, 500, 200, 200])
  })

  it('by the nth of those that it names', async () => {
    await start([{ status: 500, match: { nth: 2, event: 'bought' } }])
    const statuses = [await send(), await send('bought'), await send(), await send('bought'), await send('bought')]
    expect(statuses).to.deep.equal([200, 200, 200, 500, 200])
  })

  it('by a pattern of method and path', async () => {
    await start([])
    await send('signup', 'ada')
    await send('signup', 'a.b')
    sandbox.script([{ status: 500, times: 9, match: { call: 'GET /v1/customers/*/activity' } }])
    const paths = ['ada/activity', 'a.b/activity', 'ada']
    const statuses: number[] = []
    for (const path of paths) statuses.push((await read(`${sandbox.url}/v1/customers/${path}`)).status)
    expect([...statuses, await send()]).to.deep.equal([500, 500, 200, 200])
  })

  it('by a pattern whose other signs stand for themselves', async () => {
    await start([{ status: 500, times: 9, match: { call: 'POST /v1.events*' } }])
    expect(await send()).to.equal(200)
  })

  it('all of them by a star', async () => {
    await start([{ status: 500, times: 2, match: { call: '*' } }])
    await upsert(sandbox.url, { source_id: 'bob' })
    expect([await send(), await send(), sandbox.customers().length]).to.deep.equal([500, 200, 1])
  })

  it('with a probability, and as often as it happens', async () => {
    const chances = [0.1, 0.29, 0.3, 0.9, 0]
    let next = 0
    await start([], { random: () => chances[next++ % chances.length] ?? 0 })
    await send()
    next = 0
    const chance = { status: 503, probability: 0.3 }
    sandbox.script([chance])
    // The customer is known by now, so that nothing else asks for chance.
    expect(await sendMany(10)).to.deep.equal([503, 503, 200, 200, 503, 503, 503, 200, 200, 503])
    expect(await admin(sandbox.url, 'GET', '/script')).to.deep.equal({ faults: [chance], struck: { 'status 503': 6 } })
  })

  it('with a probability, but no more than its times', async () => {
    await start([{ status: 503, probability: 1, times: 2 }])
    expect(await sendMany(3)).to.deep.equal([503, 503, 200])
  })

  it('with a seed alike each time, with another one otherwise', async () => {
    const run = async (seed: number) => {
      await using chance = await startSandbox({ faults: [{ status: 503, probability: 0.5, seed }] })
      const statuses: number[] = []
      for (let index = 0; index < 64; index += 1) {
        const sent = { body: { event: 'e', customer: {} }, headers: serverKeys }
        statuses.push((await call(`${chance.url}/v1/events`, sent)).status)
      }
      return statuses
    }
    await start([])
    const first = await run(7)
    expect(await run(7)).to.deep.equal(first)
    expect(await run(8)).not.to.deep.equal(first)
    expect(first.filter((status) => status === 503).length).to.be.within(16, 48)
  })

  it('each by its own chance: what one lets pass another may meet', async () => {
    await start([
      { status: 500, probability: 0.5, seed: 1 },
      { status: 503, probability: 1 },
    ])
    const statuses = await sendMany(20)
    expect(new Set(statuses)).to.deep.equal(new Set([500, 503]))
    const met = (wanted: number) => statuses.filter((status) => status === wanted).length
    expect(sandbox.struck()).to.deep.equal({ 'status 500': met(500), 'status 503': met(503) })
  })

  const named: readonly (readonly [Fault, string])[] = [
    [{ status: 502 }, 'status 502'],
    [{ status: 502, after: 'after-storing' }, 'status 502 after-storing'],
    [{ status: 502, name: 'gateway' }, 'gateway'],
    [{ throttle: 1 }, 'throttle'],
    [{ reset: 'after-storing' }, 'reset after-storing'],
    [{ hang: 0 }, 'hang'],
    [{ hang: 0, after: 'after-storing' }, 'hang after-storing'],
    [{ cut: 'body' }, 'cut body'],
    [{ trickle: 0 }, 'trickle'],
    [{ distort: 'error-body' }, 'distort error-body'],
  ]
  for (const [fault, name] of named) {
    it(`and is counted as ${name}`, async () => {
      await start([fault])
      await Promise.allSettled([send()])
      await send()
      expect(sandbox.struck()).to.deep.equal({ [name]: 1 })
    })
  }

  it('and stays counted when another script is written or the events are forgotten, until all is', async () => {
    await start([{ status: 500 }])
    await send()
    sandbox.script([{ status: 500 }, { reset: 'before-storing' }])
    await send()
    await admin(sandbox.url, 'DELETE', '/events')
    const before = sandbox.struck()
    sandbox.clear()
    expect([before, sandbox.struck()]).to.deep.equal([{ 'status 500': 2 }, {}])
    expect(await send()).to.equal(500)
  })

  it('and every answer is counted by what the client learns', async () => {
    await start([{ status: 500 }, { reset: 'before-storing' }, { cut: 'body' }, { trickle: 0 }])
    for (let index = 0; index < 5; index += 1) await Promise.allSettled([send()])
    const expected = { 200: 1, 500: 1, reset: 1, cut: 1, trickle: 1 }
    expect(sandbox.answers()).to.deep.equal(expected)
    expect(await admin(sandbox.url, 'GET', '')).to.deep.include({ answers: expected })
  })
})
