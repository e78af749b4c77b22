import { expect } from 'chai'
import { startSandbox, type Sandbox } from '../src/index.ts'
import { call, clientKeys, masked, noon, noonText, read, serverKeys, track } from './client.ts'

const customer = { id: 'cust_*', name: null, email: null, source_id: 'ada', metadata: {}, object: 'customer' }

function item(type: string, codes: { readonly referral?: unknown; readonly metadata?: unknown }, source: unknown) {
  const { referral = null, metadata = {} } = codes
  const event = { id: 'event_*', object: 'event', type, customer: { id: 'cust_*' }, referral, loyalty: null, metadata }
  return {
    id: 'evcus_*',
    type: 'customer.custom_event',
    data: {
      data: {
        event: { ...event, created_at: noonText },
        event_schema: { id: 'ms_*', name: type },
        customer,
        referral: null,
        loyalty: null,
      },
      event_source: source,
    },
    created_at: noonText,
    group_id: 'v-*',
  }
}

describe('GET /v1/customers/{id or source_id}/activity', () => {
  let sandbox: Sandbox
  let time: number
  beforeEach(async () => {
    time = noon
    sandbox = await startSandbox({ now: () => time })
  })
  afterEach(() => sandbox.close())

  const trackMany = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      await track(sandbox.url, { event: `e${index}`, customer: { source_id: 'ada' } })
      time += 60_000
    }
  }
  const names = async (query: string) => {
    const { body } = await call(`${sandbox.url}/v1/customers/ada/activity${query}`, {
      method: 'GET',
      headers: serverKeys,
    })
    return [...JSON.stringify(body).matchAll(/"type":"(e\d+)"/g)].map(([, name]) => name)
  }

  it('lists the events of both sides, newest first', async () => {
    const referral = { code: 'R', referrer_id: 'cust_r' }
    await track(sandbox.url, { event: 'signup', customer: { source_id: 'ada' }, referral, metadata: { n: 1 } })
    await track(sandbox.url, { event: 'other', customer: { source_id: 'bob' } })
    const bought = { event: 'bought', customer: { source_id: 'ada' } }
    await call(`${sandbox.url}/client/v1/events`, { body: bought, headers: clientKeys })
    const fromClient = {
      channel: 'CLIENT_API',
      api_key: { name: 'Sandbox client-side key', app_id: 'sandbox-client-app-id' },
    }
    const fromServer = { channel: 'API', api_key: { name: 'Sandbox server-side key', app_id: 'sandbox-app-id' } }
    const data = [item('bought', {}, fromClient), item('signup', { referral, metadata: { n: 1 } }, fromServer)]
    expect(await read(`${sandbox.url}/v1/customers/ada/activity`)).to.deep.equal({
      status: 200,
      body: { object: 'list', data_ref: 'data', data, has_more: false },
    })
  })

  it('carries the request id of its event as group_id', async () => {
    await trackMany(1)
    const { body } = await call(`${sandbox.url}/v1/customers/ada/activity`, { method: 'GET', headers: serverKeys })
    const [event] = sandbox.events()
    expect(body).to.have.nested.property('data[0].group_id', event?.request_id)
    expect(body).to.have.nested.property('data[0].data.data.event.id', event?.id)
  })

  it('shows each event with the customer as it was then', async () => {
    await track(sandbox.url, { event: 'first', customer: { source_id: 'ada', name: 'Ada' } })
    await track(sandbox.url, { event: 'second', customer: { source_id: 'ada', name: 'Ada L.' } })
    const { body } = await call(`${sandbox.url}/v1/customers/ada/activity`, { method: 'GET', headers: serverKeys })
    expect(body).to.have.nested.property('data[0].data.data.customer.name', 'Ada L.')
    expect(body).to.have.nested.property('data[1].data.data.customer.name', 'Ada')
  })

  it('lists ten items when no limit is given', async () => {
    await trackMany(11)
    expect(await names('')).to.deep.equal(['e10', 'e9', 'e8', 'e7', 'e6', 'e5', 'e4', 'e3', 'e2', 'e1'])
  })

  it('goes on after the item that it names', async () => {
    await trackMany(5)
    const path = `${sandbox.url}/v1/customers/ada/activity?limit=2`
    const { body } = await call(path, { method: 'GET', headers: serverKeys })
    const [cursor = ''] = /evcus_[0-9a-f]{18}(?="\}$)/.exec(JSON.stringify(body)) ?? []
    expect(masked(body)).to.include({ has_more: true, more_starting_after: 'evcus_*' })
    expect(await names(`?limit=2&starting_after_id=${cursor}`)).to.deep.equal(['e2', 'e1'])
  })

  const queries: readonly (readonly [string, readonly string[]])[] = [
    ['?limit=1', ['e2']],
    ['?order=created_at', ['e0', 'e1', 'e2']],
    ['?order=-created_at&limit=2', ['e2', 'e1']],
    ['?start_date=2026-03-04T12:01:00.000Z', ['e2', 'e1']],
    ['?end_date=2026-03-04T12:01:00.000Z', ['e1', 'e0']],
    ['?type=customer.custom_event', ['e2', 'e1', 'e0']],
    ['?type=customer.updated', []],
    ['?campaign_id=camp_1', ['e2', 'e1', 'e0']],
  ]
  for (const [query, expected] of queries) {
    it(`lists ${expected.join(', ') || 'nothing'} for ${query}`, async () => {
      await trackMany(3)
      expect(await names(query)).to.deep.equal(expected)
    })
  }

  const refused: readonly (readonly [string, string])[] = [
    ['limit=0', 'Property .limit must be >= 1'],
    ['limit=101', 'Property .limit must be <= 100'],
    ['limit=many', 'Property .limit must be integer'],
    ['order=id', 'Property .order must be equal to one of the allowed values [ created_at, -created_at ]'],
    ['end_date=soon', 'Property .end_date cannot be recognized as a ISO-8601 compliant date'],
  ]
  for (const [query, details] of refused) {
    it(`answers 400 for ${query}`, async () => {
      await trackMany(1)
      expect(await read(`${sandbox.url}/v1/customers/ada/activity?${query}`)).to.deep.equal({
        status: 400,
        body: { code: 400, key: 'invalid_query_params', message: 'Invalid query params', details, request_id: 'v-*' },
      })
    })
  }

  it('answers 404 for a customer that nobody knows', async () => {
    expect(await read(`${sandbox.url}/v1/customers/bob/activity`)).to.deep.equal({
      status: 404,
      body: {
        code: 404,
        key: 'not_found',
        message: 'Resource not found',
        details: 'Cannot find customer with id bob',
        request_id: 'v-*',
        resource_id: 'bob',
        resource_type: 'customer',
      },
    })
  })
})
