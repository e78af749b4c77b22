import { expect } from 'chai'
import { startSandbox, type Sandbox } from '../src/index.ts'
import { noon, read, upsert } from './client.ts'

describe('GET /v1/customers', () => {
  let sandbox: Sandbox
  let time: number
  before(async () => {
    time = noon
    sandbox = await startSandbox({ now: () => time })
    for (const [source_id, name, city] of [
      ['c', 'Ada', 'Paris'],
      ['a', 'Bob', 'Rome'],
      ['b', 'Ada', 'Rome'],
    ]) {
      await upsert(sandbox.url, { source_id, name, email: `${source_id}@example.com`, address: { city } })
      time += 1000
    }
    await upsert(sandbox.url, { source_id: 'c', phone: '1' })
  })
  after(() => sandbox.close())

  const listed = async (query: string) => {
    const { body } = await read(`${sandbox.url}/v1/customers${query}`)
    return [...JSON.stringify(body).matchAll(/"source_id":"(.)"/g)].map(([, id]) => id).join('')
  }

  const queries: readonly (readonly [query: string, ids: string])[] = [
    ['', 'bac'],
    ['?limit=2', 'ba'],
    ['?limit=2&page=2', 'c'],
    ['?limit=2&page=3', ''],
    ['?order=created_at', 'cab'],
    ['?order=updated_at', 'abc'],
    ['?order=-updated_at', 'cba'],
    ['?order=source_id', 'abc'],
    ['?order=-source_id', 'cba'],
    ['?name=Ada', 'bc'],
    ['?city=Rome', 'ba'],
    ['?city=Rome&name=Ada', 'b'],
    ['?email=a%40example.com', 'a'],
    ['?email=nobody', ''],
    ['?segment_id=seg_1', 'bac'],
  ]
  for (const [query, ids] of queries) {
    it(`lists ${ids || 'nobody'} for ${query || 'no parameter'}`, async () => {
      expect(await listed(query)).to.equal(ids)
    })
  }

  it('says how many there are, and whether there are more', async () => {
    const { status, body } = await read(`${sandbox.url}/v1/customers?limit=1&city=Rome`)
    expect(status).to.equal(200)
    expect(body).to.include({ object: 'list', data_ref: 'customers', total: 2, has_more: true })
  })

  it('shows each customer as it is read alone', async () => {
    const { body } = await read(`${sandbox.url}/v1/customers/b`)
    expect(await read(`${sandbox.url}/v1/customers?email=b%40example.com`)).to.deep.equal({
      status: 200,
      body: { object: 'list', data_ref: 'customers', customers: [body], total: 1, has_more: false },
    })
  })

  const refused: readonly (readonly [query: string, details: string])[] = [
    ['limit=0', 'Property .limit must be >= 1'],
    ['page=100', 'Property .page must be <= 99'],
    [
      'order=name',
      'Property .order must be equal to one of the allowed values [ created_at, -created_at, updated_at, -updated_at, source_id, -source_id ]',
    ],
  ]
  for (const [query, details] of refused) {
    it(`answers 400 for ${query}`, async () => {
      expect(await read(`${sandbox.url}/v1/customers?${query}`)).to.deep.equal({
        status: 400,
        body: { code: 400, key: 'invalid_query_params', message: 'Invalid query params', details, request_id: 'v-*' },
      })
    })
  }
})
