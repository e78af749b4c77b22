import { expect } from 'chai'
import { ask, basic } from './support/ask.ts'
import { TRACKING, withSegment } from './support/each.ts'

const event = { type: 'track', event: 'e', userId: 'u', messageId: 'm' }
const batchOf = (rest: object, item: object = {}): string => JSON.stringify({ batch: [{ ...event, ...item }], ...rest })
const encoded = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`

interface Place {
  readonly name: string
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: string
}

const live: readonly Place[] = [
  { name: 'as user of Basic', headers: basic('WK_test') },
  { name: 'as user of Basic without a colon', headers: { authorization: encoded('WK_test') } },
  { name: 'as user of Basic beside a password', headers: { authorization: encoded('WK_test:secret') } },
  { name: 'as user of basic in small letters', headers: { authorization: encoded('WK_test:').replace('B', 'b') } },
  { name: 'in X-Write-Key', headers: { 'x-write-key': 'WK_test' } },
  { name: 'in the query as writeKey', query: '?writeKey=WK_test' },
  { name: 'in the query as writekey', query: '?a=b&writekey=WK_test' },
  { name: 'in the body', body: batchOf({ writeKey: 'WK_test' }) },
  { name: 'in the body as api_key', body: batchOf({ api_key: 'WK_test' }) },
  { name: 'in the first event', body: batchOf({}, { writeKey: 'WK_test' }) },
  {
    name: 'in the body, beside a bearer',
    headers: { authorization: 'Bearer x' },
    body: batchOf({ writeKey: 'WK_test' }),
  },
  { name: 'that is being replaced', headers: basic('WK_old') },
  {
    name: 'in Basic before a masked one in the body',
    headers: basic('WK_test'),
    body: batchOf({ writeKey: 'kid:***' }),
  },
  {
    name: 'in X-Write-Key before a masked one in the event',
    headers: { 'x-write-key': 'WK_test' },
    body: batchOf({}, { writeKey: '***' }),
  },
  { name: 'in Basic before a wrong X-Write-Key', headers: { ...basic('WK_test'), 'x-write-key': 'no' } },
  { name: 'in X-Write-Key before a wrong query', headers: { 'x-write-key': 'WK_test' }, query: '?writeKey=no' },
  { name: 'in the query before a wrong body', query: '?writeKey=WK_test', body: batchOf({ writeKey: 'no' }) },
  { name: 'in the body before a wrong event', body: batchOf({ writeKey: 'WK_test' }, { writeKey: 'no' }) },
  { name: 'in X-Write-Key, where the user of Basic is empty', headers: { ...basic(''), 'x-write-key': 'WK_test' } },
]

const dead: readonly Place[] = [
  { name: 'nowhere' },
  {
    name: 'that is wrong in Basic, before the right one in the body',
    headers: basic('no'),
    body: batchOf({ writeKey: 'WK_test' }),
  },
  { name: 'that is wrong in the body', body: batchOf({ writeKey: 'WK_tes' }) },
  { name: 'that is a number', body: batchOf({ writeKey: 1 }) },
  { name: 'in a Basic that cannot be read', headers: { authorization: 'Basic' } },
]

describe('the write key', () => {
  const running = withSegment(TRACKING)
  const send = ({ headers = {}, query = '', body = batchOf({}) }: Place) =>
    ask(`${running().url}/v1/batch${query}`, { headers, body })

  for (const place of live) {
    it(`${place.name} lets events in`, async () => {
      expect((await send(place)).status).to.equal(200)
      expect(running().journal.entries.length).to.equal(1)
    })
  }

  for (const place of dead) {
    it(`${place.name} keeps events out`, async () => {
      const { status, body } = await send(place)
      expect({ status, body, stored: running().journal.entries }).to.deep.equal({
        status: 401,
        body: { success: false, code: 'unauthorized', message: 'the write key is missing or unknown' },
        stored: [],
      })
    })
  }

  it('is never logged', async () => {
    await send({ name: '', headers: basic('WK_secret_of_somebody') })
    expect(JSON.stringify(running().logged)).to.include('unauthorized').and.not.include('WK_')
  })
})
