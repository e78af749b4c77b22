import { expect } from 'chai'
import { fullCustomer } from '../src/customer-views.ts'
import { createCustomers, type Customer } from '../src/customers.ts'
import { startSandbox, type Sandbox } from '../src/index.ts'
import type { CustomerFields } from '../src/event-body.ts'
import { noon, noonText, read, track } from './client.ts'

const blank: Customer = {
  id: 'cust_1',
  source_id: null,
  name: null,
  description: null,
  email: null,
  phone: null,
  birthdate: null,
  birthday: null,
  address: null,
  metadata: {},
  created_at: noonText,
  updated_at: null,
}
const ada = { ...blank, source_id: 'ada' }
const updated = { ...ada, updated_at: noonText }

const sequences: Readonly<Record<string, readonly [readonly CustomerFields[], readonly Customer[]]>> = {
  'creates a customer for an unknown source_id': [[{ source_id: 'ada' }], [ada]],
  'creates a customer with its fields': [
    [{ source_id: 'ada', name: 'Ada', address: { city: 'Paris' }, metadata: { vip: true } }],
    [{ ...ada, name: 'Ada', address: { city: 'Paris' }, metadata: { vip: true } }],
  ],
  'leaves a known customer as it is when no field is sent': [[{ source_id: 'ada' }, { source_id: 'ada' }], [ada]],
  'replaces the fields that are sent and keeps the others': [
    [
      { source_id: 'ada', name: 'Ada', email: 'old@example.com', address: { city: 'Paris', country: 'FR' } },
      { source_id: 'ada', email: 'new@example.com', address: { city: 'Rome' } },
    ],
    [{ ...updated, name: 'Ada', email: 'new@example.com', address: { city: 'Rome' } }],
  ],
  'merges metadata key by key': [
    [
      { source_id: 'ada', metadata: { a: 1, b: { c: 1 } } },
      { source_id: 'ada', metadata: { b: { d: 2 }, e: 3 } },
    ],
    [{ ...updated, metadata: { a: 1, b: { d: 2 }, e: 3 } }],
  ],
  'takes null as not given': [
    [
      { source_id: 'ada', name: 'Ada', metadata: { a: 1 } },
      { source_id: 'ada', name: null, phone: '1', metadata: { a: null, b: 2 } },
    ],
    [{ ...updated, name: 'Ada', phone: '1', metadata: { a: 1, b: 2 } }],
  ],
  'finds a customer by id and then ignores source_id': [
    [{ source_id: 'ada' }, { id: 'cust_1', source_id: 'grace', name: 'Ada' }],
    [{ ...updated, name: 'Ada' }],
  ],
  'creates an anonymous customer each time nothing tells who it is': [
    [{}, { email: 'a@example.com' }, { id: null, source_id: null }],
    [blank, { ...blank, id: 'cust_2', email: 'a@example.com' }, { ...blank, id: 'cust_3' }],
  ],
}

describe('customers', () => {
  for (const [name, [sent, kept]] of Object.entries(sequences)) {
    it(name, () => {
      let count = 0
      const customers = createCustomers(
        () => `cust_${(count += 1)}`,
        () => noon,
      )
      for (const fields of sent) customers.upsert(fields)
      expect(customers.all()).to.deep.equal(kept)
    })
  }

  it('do not know an id that nobody has', () => {
    const customers = createCustomers(
      () => 'cust_1',
      () => noon,
    )
    customers.upsert({ source_id: 'ada' })
    const known = [{ id: 'cust_1' }, { id: 'cust_2' }, { id: 'ada' }, { source_id: 'new' }, {}].map(
      customers.isKnownOrNew,
    )
    expect(known).to.deep.equal([true, false, false, true, true])
  })
})

describe('GET /v1/customers/{id or source_id}', () => {
  let sandbox: Sandbox
  before(async () => {
    sandbox = await startSandbox({ now: () => noon })
    await track(sandbox.url, { event: 'signup', customer: { source_id: 'ada/1@example.com', name: 'Ada' } })
  })
  after(() => sandbox.close())

  const found = {
    status: 200,
    body: { ...fullCustomer(blank), id: 'cust_*', source_id: 'ada/1@example.com', name: 'Ada' },
  }

  it('leaves out what is not set, but the address', async () => {
    await track(sandbox.url, { event: 'signup', customer: { source_id: 'eve' } })
    const { body } = await read(`${sandbox.url}/v1/customers/eve`)
    const { summary, loyalty, referrals } = fullCustomer(blank)
    expect(body).to.deep.equal({
      id: 'cust_*',
      source_id: 'eve',
      address: null,
      metadata: {},
      created_at: noonText,
      summary,
      loyalty,
      referrals,
      system_metadata: {},
      object: 'customer',
    })
  })

  it('finds a customer by source_id', async () => {
    const path = `/v1/customers/${encodeURIComponent('ada/1@example.com')}`
    expect(await read(sandbox.url + path)).to.deep.equal(found)
  })

  it('finds a customer by id', async () => {
    expect(await read(`${sandbox.url}/v1/customers/${sandbox.customers()[0]?.id}`)).to.deep.equal(found)
  })

  it('answers 404 for a customer that nobody knows', async () => {
    expect(await read(`${sandbox.url}/v1/customers/bob`)).to.deep.equal({
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
