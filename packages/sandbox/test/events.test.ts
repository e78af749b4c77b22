import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { createAjv } from '../src/create-ajv.ts'
import { startSandbox, type Sandbox } from '../src/index.ts'
import { eventsOpenApi } from '../src/openapi.ts'
import { call, masked, noon, noonText, serverKeys, track } from './client.ts'

const answer = {
  object: 'event',
  type: 'order_completed',
  customer: { id: 'cust_*', name: null, email: null, source_id: 'ada', metadata: {}, object: 'customer' },
  referral: null,
  loyalty: null,
  metadata: { total: 12.5 },
}
const body = { event: 'order_completed', customer: { source_id: 'ada' }, metadata: { total: 12.5 } }
const stored = { id: 'event_*', at: noonText, side: 'server', request_id: 'v-*', channel: null, body }

describe('POST /v1/events', () => {
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startSandbox({ now: () => noon })
  })
  afterEach(() => sandbox.close())

  it('answers with the customer and the metadata', async () => {
    expect(await track(sandbox.url, body)).to.deep.equal({ status: 200, body: answer })
  })

  it('answers as the published OpenAPI says', async () => {
    const isAnswer = createAjv()
      .addSchema({ $id: 'events', components: eventsOpenApi.components })
      .compile({ $ref: 'events#/components/schemas/EventsCreateResponseBody' })
    const full = {
      ...body,
      customer: { ...body.customer, name: 'Ada', email: 'ada@example.com', metadata: { vip: true } },
    }
    const { body: answered } = await call(`${sandbox.url}/v1/events`, { body: full, headers: serverKeys })
    isAnswer(answered)
    expect(isAnswer.errors).to.equal(null)
  })

  it('stores the event with the channel that sent it', async () => {
    await track(sandbox.url, body, { 'X-Voucherify-Channel': 'Vouchrelay' })
    expect(masked(sandbox.events())).to.deep.equal([{ ...stored, channel: 'Vouchrelay' }])
  })

  it('stores a duplicate as an event of its own', async () => {
    await track(sandbox.url, body)
    await track(sandbox.url, body)
    expect(masked(sandbox.events())).to.deep.equal([stored, stored])
    expect(new Set(sandbox.events().map(({ id }) => id)).size).to.equal(2)
  })

  it('ignores unknown keys, and stores them as sent', async () => {
    const odd = { ...body, timestamp: 'now', customer: { ...body.customer, sourceId: null } }
    expect(await track(sandbox.url, odd)).to.deep.equal({ status: 200, body: answer })
    expect(masked(sandbox.events())).to.deep.equal([{ ...stored, body: odd }])
  })

  it('takes the nulls that the Python SDK sends for what is not set', async () => {
    const fields = { name: null, description: null, email: null, phone: null, birthday: null, birthdate: null }
    const python = {
      event: 'order_completed',
      customer: { source_id: 'ada', id: null, ...fields, address: null, metadata: null },
      referral: { code: 'R', referrer_id: null },
      loyalty: null,
      metadata: null,
    }
    expect(await track(sandbox.url, python)).to.deep.equal({ status: 200, body: { ...answer, metadata: {} } })
    expect(masked(sandbox.events())).to.deep.equal([{ ...stored, body: python }])
  })

  it('echoes metadata untouched', async () => {
    const metadata = { none: null, list: [1, { a: 'ż' }], nested: { at: '2022-12-01' } }
    expect(await track(sandbox.url, { ...body, metadata })).to.deep.equal({
      status: 200,
      body: { ...answer, metadata },
    })
  })

  for (const path of ['//v1/events', '/v1/events?x=1']) {
    it(`answers at ${path}`, async () => {
      const { status } = await call(sandbox.url + path, { body, headers: serverKeys })
      expect(status).to.equal(200)
    })
  }

  for (const type of ['application/json; charset=utf-8', 'Application/JSON', 'application/json;charset=UTF-8']) {
    it(`takes content type ${type}`, async () => {
      expect((await track(sandbox.url, body, { 'content-type': type })).status).to.equal(200)
    })
  }

  it('answers a client that closes its connection, whatever the case of its headers', async () => {
    const headers = { 'X-APP-ID': 'sandbox-app-id', 'x-App-Token': 'sandbox-secret-key' }
    const sent = request(`${sandbox.url}/v1/events`, { method: 'POST', headers, agent: false })
    const answered = new Promise<string>((resolve, reject) => {
      sent.on('response', (response) => resolve(text(response)))
      sent.on('error', reject)
    })
    sent.end(JSON.stringify(body))
    expect(masked(JSON.parse(await answered))).to.deep.equal(answer)
  })

  it('counts requests', async () => {
    await track(sandbox.url, body)
    await track(sandbox.url, {})
    expect(sandbox.requests).to.equal(2)
  })
})
