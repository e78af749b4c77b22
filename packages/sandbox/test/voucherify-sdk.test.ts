// oxlint-disable-next-line import/default -- it is CommonJS: Node gives what it exports as the default
import sdk from '@voucherify/sdk'
import { expect } from 'chai'
import { startSandbox, type Sandbox } from '../src/index.ts'
import { call, masked, noon, noonText, serverKeys, upsert } from './client.ts'

// oxlint-disable-next-line import/no-named-as-default-member -- see above
const { VoucherifyServerSide, VoucherifyClientSide } = sdk

const customer = {
  source_id: 'ada',
  name: 'Ada',
  email: 'ada@example.com',
  birthdate: '1990-01-02',
  address: { city: 'Paris', line_1: 'Road 1' },
  metadata: { vip: true },
}
const referral = { code: 'REF1', referrer_id: 'cust_r' }
const loyalty = { code: 'L1' }
const metadata = { total: 12.5, at: '2022-12-01' }
const answer = {
  object: 'event',
  type: 'order_paid',
  customer: {
    id: 'cust_*',
    name: 'Ada',
    email: 'ada@example.com',
    source_id: 'ada',
    metadata: { vip: true },
    object: 'customer',
  },
  referral: null,
  loyalty: null,
  metadata,
}
const stored = { id: 'event_*', at: noonText, request_id: 'v-*' }

/** The fields of what a call throws: the SDK's error class has no stable name. */
async function thrown(calling: Promise<unknown>) {
  const [settled] = await Promise.allSettled([calling])
  if (settled.status === 'fulfilled') return 'no failure'
  const { message, code, key, details, request_id, resource_id, resource_type } = settled.reason
  return masked({ message, code, key, details, request_id, resource_id, resource_type })
}

describe('@voucherify/sdk', () => {
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startSandbox({ now: () => noon })
  })
  afterEach(() => sandbox.close())

  const server = (apiUrl = sandbox.url, secretKey = sandbox.settings.secretKey) =>
    VoucherifyServerSide({ applicationId: sandbox.settings.applicationId, secretKey, apiUrl })
  const client = (origin = 'https://shop.example.com') => {
    const { clientApplicationId, clientSecretKey } = sandbox.settings
    return VoucherifyClientSide({ clientApplicationId, clientSecretKey, origin, apiUrl: sandbox.url })
  }

  it('tracks an event on the server side', async () => {
    const event = { event: 'order_paid', customer, referral, loyalty, metadata }
    expect(masked(await server().events.create('order_paid', event))).to.deep.equal(answer)
    const channel = `Node.js-${process.version}-SDK-v2.9.0`
    expect(masked(sandbox.events())).to.deep.equal([{ ...stored, side: 'server', channel, body: event }])
  })

  it('tracks an event on the client side', async () => {
    const answered = await client().track('order_paid', { ...customer }, metadata, referral, loyalty)
    expect(masked(answered)).to.deep.equal(answer)
    const channel = `Node.js-${process.version}-ClientSide-SDK-v2.9.0`
    const body = { event: 'order_paid', customer, referral, loyalty, metadata }
    expect(masked(sandbox.events())).to.deep.equal([{ ...stored, side: 'client', channel, body }])
  })

  it('works with a slash at the end of its URL', async () => {
    const event = { event: 'order_paid', customer, metadata }
    expect(masked(await server(`${sandbox.url}/`).events.create('order_paid', event))).to.deep.equal(answer)
  })

  it('reads the customer back', async () => {
    await server().events.create('order_paid', { event: 'order_paid', customer })
    expect(masked(await server().customers.get('ada'))).to.deep.include({
      ...customer,
      id: 'cust_*',
      created_at: noonText,
      object: 'customer',
    })
  })

  it('creates and updates a customer', async () => {
    const created = await server().customers.create({ ...customer })
    expect(masked(created)).to.deep.include({ ...customer, id: 'cust_*', created_at: noonText, object: 'customer' })
    const updated = await server().customers.create({ source_id: 'ada', phone: '1', metadata: { tier: 3 } })
    expect(updated).to.deep.equal({
      ...created,
      phone: '1',
      metadata: { vip: true, tier: 3 },
      updated_at: noonText,
    })
  })

  it('reads back and lists what others have written, in events and alone', async () => {
    await upsert(sandbox.url, { source_id: 'bob', name: 'Bob', metadata: { tags: ['a', 'b'] } })
    await server().events.create('order_paid', { event: 'order_paid', customer })
    const [bob, ada] = [await server().customers.get('bob'), await server().customers.get('ada')]
    expect(masked(bob)).to.deep.include({ id: 'cust_*', name: 'Bob', metadata: { tags: ['a', 'b'] }, address: null })
    expect(await server().customers.list({ limit: 5 })).to.deep.equal({
      object: 'list',
      data_ref: 'customers',
      customers: [ada, bob],
      total: 2,
      has_more: false,
    })
  })

  it('throws the error of an invalid customer', async () => {
    // The types forbid it: what comes from JavaScript is refused, too.
    const calling = server().customers.create({ source_id: 7 } as never)
    expect(await thrown(calling)).to.deep.equal({
      message: 'Invalid payload',
      code: 400,
      key: 'invalid_payload',
      details: 'Property .source_id must be string',
      request_id: 'v-*',
    })
  })

  it('throws the error of an invalid body', async () => {
    const calling = server().events.create('', { event: '', customer })
    expect(await thrown(calling)).to.deep.equal({
      message: 'Invalid payload',
      code: 400,
      key: 'invalid_payload',
      details: 'Property .event must NOT have fewer than 1 characters',
      request_id: 'v-*',
    })
  })

  it('throws the error of an unknown customer', async () => {
    const calling = server().events.create('order_paid', { event: 'order_paid', customer: { id: 'registered_10055' } })
    expect(await thrown(calling)).to.deep.equal({
      message: 'Resource not found',
      code: 404,
      key: 'not_found',
      details: 'Cannot find customer with id registered_10055',
      request_id: 'v-*',
      resource_id: 'registered_10055',
      resource_type: 'customer',
    })
  })

  it('throws the error of wrong keys', async () => {
    const calling = server(sandbox.url, 'wrong').events.create('order_paid', { event: 'order_paid', customer })
    expect(await thrown(calling)).to.deep.equal({ message: 'Unauthorized', code: 401, key: 'unauthorized' })
  })

  it('throws the error of the client-side quota', async () => {
    for (let count = 0; count < 5; count += 1) await client().track('order_paid', { ...customer })
    expect(await thrown(client().track('order_paid', { ...customer }))).to.deep.equal({
      message: 'Too many requests hit the API too quickly.',
      code: 429,
    })
  })

  it('tells of the quota', async () => {
    sandbox.setQuota({ calls: 2 })
    const api = server()
    await api.events.create('order_paid', { event: 'order_paid', customer })
    const { apiLimitsHandler } = api
    expect([apiLimitsHandler.getRateLimit(), apiLimitsHandler.getRateLimitRemaining()]).to.deep.equal([2, 1])
  })

  it('throws the error of the quota', async () => {
    sandbox.setQuota({ calls: 1 })
    await server().customers.list({})
    expect(await thrown(server().customers.list({}))).to.deep.equal({
      message: 'Too many requests hit the API too quickly.',
      code: 429,
    })
  })

  it('throws the error of metadata that its definition forbids', async () => {
    const properties = { total: { type: 'number', optional: false } } as const
    await call(`${sandbox.url}/_sandbox/event-schemas`, { body: [{ name: 'order_paid', schema: { properties } }] })
    const calling = server().events.create('order_paid', { event: 'order_paid', customer, metadata: { total: '1' } })
    expect(await thrown(calling)).to.deep.equal({
      message: 'Metadata validation failed',
      code: 400,
      key: 'metadata_validation_failed',
      details: "total: must be a number, property is required (actual value is '1')",
      request_id: 'v-*',
    })
  })

  it('tracks an event with a token', async () => {
    const form = new URLSearchParams({ grant_type: 'client_credentials', scope: 'events' }).toString()
    const headers = { ...serverKeys, 'content-type': 'application/x-www-form-urlencoded' }
    const { body } = await call(`${sandbox.url}/v1/oauth/token`, { body: form, headers })
    const [, token] = /"access_token":"(\w+)"/.exec(JSON.stringify(body)) ?? []
    const api = VoucherifyServerSide({
      applicationId: '-',
      secretKey: '-',
      apiUrl: sandbox.url,
      customHeaders: { authorization: `Bearer ${token}` },
    })
    const event = { event: 'order_paid', customer, metadata }
    expect(masked(await api.events.create('order_paid', event))).to.deep.equal(answer)
    expect(await thrown(api.customers.get('ada'))).to.deep.equal({ message: 'Forbidden', code: 403, key: 'forbidden' })
  })

  it('lists the activity once its delay is over', async () => {
    await server().events.create('order_paid', { event: 'order_paid', customer })
    const shown = await server().customers.listActivity('ada', { limit: 5 })
    sandbox.setActivityDelay(1)
    const hidden = await server().customers.listActivity('ada', { limit: 5 })
    expect([shown.data.map(({ type }) => type), hidden.data]).to.deep.equal([['customer.custom_event'], []])
  })

  it('throws what a broken answer makes of it', async () => {
    sandbox.script([{ cut: 'headers' }, { distort: 'truncated-json' }])
    const send = () => server().events.create('order_paid', { event: 'order_paid', customer })
    expect(await thrown(send())).to.have.property('code', 'ECONNRESET')
    expect(await send()).to.be.a('string')
    expect(sandbox.events().length).to.equal(2)
  })

  it('throws an error without a code for an answer that is not JSON', async () => {
    sandbox.script([{ status: 502, body: '<h1>Bad gateway</h1>' }])
    const calling = server().events.create('order_paid', { event: 'order_paid', customer })
    expect(await thrown(calling)).to.have.all.keys('message')
  })
})
