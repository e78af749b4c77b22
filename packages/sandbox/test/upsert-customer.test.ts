import { expect } from 'chai'
import { createAjv } from '../src/create-ajv.ts'
import { fullCustomer } from '../src/customer-views.ts'
import { customersOpenApi } from '../src/customers-openapi.ts'
import { startSandbox, type Sandbox } from '../src/index.ts'
import { eventsOpenApi } from '../src/openapi.ts'
import { call, noon, noonText, read, serverKeys, track, upsert } from './client.ts'

const traits = {
  source_id: 'ada',
  name: 'Ada',
  email: 'ada@example.com',
  address: { city: 'Paris', country: 'FR' },
  metadata: { tier: 'gold', vip: true },
}
const { summary, loyalty, referrals } = fullCustomer({
  id: '',
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
})
const sums = { summary, loyalty, referrals, system_metadata: {}, object: 'customer' }
const created = { ...traits, id: 'cust_*', ...sums, created_at: noonText }
const later = '2026-03-04T12:00:01.000Z'

const schemas = { ...eventsOpenApi.components.schemas, ...customersOpenApi.components.schemas }
const isIsoTime = (text: string) => new Date(text).toJSON() === text
/** ajv refuses a `nullable` without a type, which OpenAPI 3.0.3 says has no effect. */
const withoutBareNullable = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, part) => {
    const { nullable, ...rest } = Object(part)
    return nullable === true && rest.type === undefined ? rest : part
  })

describe('POST /v1/customers', () => {
  let sandbox: Sandbox
  let time: number
  beforeEach(async () => {
    time = noon
    sandbox = await startSandbox({ now: () => time })
  })
  afterEach(() => sandbox.close())

  it('creates a customer and answers with it', async () => {
    expect(await upsert(sandbox.url, traits)).to.deep.equal({ status: 200, body: created })
  })

  it('updates what is sent of a customer, and leaves what is not, or is null', async () => {
    await upsert(sandbox.url, traits)
    time += 1000
    const sent = { source_id: 'ada', name: null, phone: '1', address: { city: 'Rome' }, metadata: { tier: 'none' } }
    expect(await upsert(sandbox.url, sent)).to.deep.equal({
      status: 200,
      body: {
        ...created,
        phone: '1',
        address: { city: 'Rome' },
        metadata: { tier: 'none', vip: true },
        updated_at: later,
      },
    })
  })

  it('updates the customer of an id', async () => {
    await upsert(sandbox.url, traits)
    const [kept] = sandbox.customers()
    await upsert(sandbox.url, { id: kept?.id, source_id: 'somebody else', phone: '1' })
    expect(sandbox.customers()).to.deep.equal([{ ...kept, phone: '1', updated_at: noonText }])
  })

  it('shares its customers with events', async () => {
    await upsert(sandbox.url, traits)
    time += 1000
    await track(sandbox.url, { event: 'signup', customer: { source_id: 'ada', phone: '1' } })
    expect(await read(`${sandbox.url}/v1/customers/ada`)).to.deep.equal({
      status: 200,
      body: { ...created, phone: '1', updated_at: later },
    })
  })

  it('stores no event', async () => {
    await upsert(sandbox.url, traits)
    expect([sandbox.events(), sandbox.requests]).to.deep.equal([[], 1])
  })

  const isAnswer = createAjv()
    .addFormat('date-time', isIsoTime)
    .addSchema({ $id: 'api', components: withoutBareNullable({ schemas }) })
    .compile({ $ref: 'api#/components/schemas/CustomersCreateResponseBody' })
  for (const [title, body] of [
    ['a customer of one field', { source_id: 'ada' }],
    ['a whole customer', { ...traits, description: 'D', phone: '1', birthday: '1990-01-02', birthdate: '1990-01-02' }],
  ] as const) {
    it(`answers ${title} as the published OpenAPI says`, async () => {
      const answer = await call(`${sandbox.url}/v1/customers`, { body, headers: serverKeys })
      isAnswer(answer.body)
      expect(isAnswer.errors).to.equal(null)
    })
  }
})
