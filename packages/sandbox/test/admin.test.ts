import { expect } from 'chai'
import { startSandbox, type Sandbox } from '../src/index.ts'
import { brief, call, masked, noon, noonText, track } from './client.ts'

const ada = { event: 'signup', customer: { source_id: 'ada', name: null } }
const bob = { event: 'bought', customer: { source_id: 'bob' }, metadata: { n: 1 } }

const moments = 'must be equal to one of the allowed values [ before-storing, after-storing ]'

const settings = {
  host: '127.0.0.1',
  applicationId: 'sandbox-app-id',
  clientApplicationId: 'sandbox-client-app-id',
  allowedOrigins: ['*'],
  maxBodyBytes: 1_048_576,
  clientCallsPer5s: 5,
  quota: 'none',
  activityDelayMs: 0,
  tokenLifeMs: 900_000,
  eventSchemas: [],
  undefinedEvents: 'accept',
  faults: [],
}

describe('/_sandbox', () => {
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startSandbox({ now: () => noon })
  })
  afterEach(() => sandbox.close())

  const admin = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) =>
    brief(await call(`${sandbox.url}/_sandbox${path}`, { method, ...(body === undefined ? {} : { body }) }))
  const status = (counts: object) => ({
    status: 200,
    body: {
      requests: 0,
      answers: {},
      events: 0,
      customers: 0,
      tokens: { generated: 0, alive: 0 },
      calls: null,
      latencyMs: 0,
      activityDelayMs: 0,
      faults: [],
      struck: {},
      settings: { ...settings, port: sandbox.port },
      ...counts,
    },
  })

  it('shows counts, script and settings, but no secret', async () => {
    await track(sandbox.url, ada)
    await admin('POST', '/script', { status: 503, times: 2 })
    expect(await admin('GET', '')).to.deep.equal(
      status({ requests: 1, answers: { 200: 1 }, events: 1, customers: 1, faults: [{ status: 503, times: 2 }] }),
    )
  })

  it('lists the events oldest first, each with its body as sent', async () => {
    await track(sandbox.url, ada)
    await track(sandbox.url, bob, { 'x-voucherify-channel': 'test' })
    const common = { id: 'event_*', at: noonText, side: 'server', request_id: 'v-*' }
    const listed = [
      { ...common, channel: null, body: ada },
      { ...common, channel: 'test', body: bob },
    ]
    expect(await admin('GET', '/events')).to.deep.equal({ status: 200, body: listed })
    expect(masked(sandbox.events())).to.deep.equal(listed)
  })

  it('forgets events and customers, but not the script', async () => {
    await track(sandbox.url, ada)
    await admin('POST', '/script', [{ reset: 'before-storing' }])
    const left = status({ faults: [{ reset: 'before-storing', times: 1 }] })
    expect(await admin('DELETE', '/events')).to.deep.equal(left)
    expect([sandbox.events(), sandbox.customers()]).to.deep.equal([[], []])
  })

  it('forgets everything', async () => {
    await track(sandbox.url, ada)
    await admin('POST', '/script', [{ hang: 1 }])
    await admin('POST', '/latency', { ms: 1 })
    expect(await admin('DELETE', '')).to.deep.equal(status({}))
  })

  it('scripts one fault or many', async () => {
    const fault = { status: 500, times: 1 }
    expect(await admin('POST', '/script', { status: 500 })).to.deep.equal({ status: 200, body: { faults: [fault] } })
    const many = [fault, { hang: 5, after: 'after-storing', match: { event: 'signup' }, times: 3 }]
    expect(await admin('POST', '/script', many)).to.deep.equal({ status: 200, body: { faults: many } })
  })

  it('sets the latency', async () => {
    expect(await admin('POST', '/latency', { ms: 5 })).to.deep.equal({ status: 200, body: { ms: 5 } })
    expect(await admin('GET', '')).to.deep.equal(status({ latencyMs: 5 }))
  })

  const refused: readonly (readonly [string, unknown, string])[] = [
    ['/script', {}, 'Fault 1: must have exactly one of status, throttle, reset, timeout, hang, cut, trickle, distort'],
    [
      '/script',
      'null',
      'Fault 1: must have exactly one of status, throttle, reset, timeout, hang, cut, trickle, distort',
    ],
    [
      '/script',
      [{ status: 500 }, { status: 500, hang: 1 }],
      'Fault 2: must have exactly one of status, throttle, reset, timeout, hang, cut, trickle, distort',
    ],
    ['/script', { status: 'bad' }, 'Fault 1: Property .status must be integer'],
    ['/script', { status: 500, times: 0 }, 'Fault 1: Property .times must be >= 1'],
    ['/script', { status: 500, headers: { a: 1 } }, 'Fault 1: Property .headers.a must be string'],
    ['/script', { status: 500, header: {} }, "Fault 1: Payload must NOT have additional properties 'header'"],
    [
      '/script',
      { reset: 'later' },
      'Fault 1: Property .reset must be equal to one of the allowed values [ before-storing, after-storing ]',
    ],
    [
      '/script',
      { hang: 1, match: { source_id: 'ada' } },
      "Fault 1: Property .match must NOT have additional properties 'source_id'",
    ],
    ['/script', { timeout: 'never' }, `Fault 1: Property .timeout ${moments}`],
    ['/script', { cut: 'tail' }, 'Fault 1: Property .cut must be equal to one of the allowed values [ headers, body ]'],
    ['/script', { trickle: 1, probability: 0 }, 'Fault 1: Property .probability must be > 0'],
    ['/script', { throttle: 1, match: { nth: 0 } }, 'Fault 1: Property .match.nth must be >= 1'],
    ['/quota', '"huge"', 'Quota: must be an object or one of none, sandbox, business, organization'],
    ['/quota', { periodMs: 5 }, 'Quota: must have calls, or a plan: sandbox, business, organization'],
    ['/quota', { calls: 0 }, 'Quota: Property .calls must be >= 1'],
    ['/other-calls', { calls: -1 }, 'Expected {"calls": <integer, 0 or more>}'],
    ['/activity-delay', { ms: '1' }, 'Expected {"ms": <integer, 0 or more>}'],
    ['/event-schemas', { name: 'signup' }, 'Expected an array of event schemas'],
    ['/event-schemas', [{ name: 'signup' }], "Event schema 1: Payload must have required property 'schema'"],
    ['/event-schemas', { data: [], undefinedEvents: 'drop' }, 'undefinedEvents: must be accept or reject'],
    ['/latency', { ms: -1 }, 'Expected {"ms": <integer, 0 or more>}'],
    ['/latency', 'null', 'Expected {"ms": <integer, 0 or more>}'],
    ['/latency', { seconds: 1 }, 'Expected {"ms": <integer, 0 or more>}'],
  ]
  for (const [path, body, error] of refused) {
    it(`refuses ${JSON.stringify(body)} at ${path} and says why`, async () => {
      expect(await admin('POST', path, body)).to.deep.equal({ status: 400, body: { error } })
    })
  }

  it('refuses what is no JSON', async () => {
    expect((await admin('POST', '/script', '{')).status).to.equal(400)
  })
})
