import { Readable } from 'node:stream'
import { expect } from 'chai'
import got from 'got'
import { startSandbox, type Sandbox } from '../src/index.ts'
import { brief, call, serverKeys, type Call } from './client.ts'

const body = { event: 'signup', customer: { source_id: 'ada' } }
const unauthorized = { code: 401, message: 'Unauthorized', key: 'unauthorized' }

const cases: readonly (readonly [string, string, Call, number, unknown])[] = [
  ['no keys', '/v1/events', { body }, 401, unauthorized],
  ['a wrong key', '/v1/events', { body, headers: { ...serverKeys, 'x-app-token': 'x' } }, 401, unauthorized],
  ['a wrong application', '/v1/events', { body, headers: { ...serverKeys, 'x-app-id': 'x' } }, 401, unauthorized],
  ['no keys and a bad body', '/v1/events', { body: '{' }, 401, unauthorized],
  ['no keys for an upsert', '/v1/customers', { body: body.customer }, 401, unauthorized],
  ['no keys for a list', '/v1/customers', { method: 'GET' }, 401, unauthorized],
  ['no keys for a customer', '/v1/customers/ada', { method: 'GET' }, 401, unauthorized],
  ['no keys for activity', '/v1/customers/ada/activity', { method: 'GET' }, 401, unauthorized],
  [
    'a body against the schema',
    '/v1/events',
    { body: { event: 'signup', customer: {}, referral: {} }, headers: serverKeys },
    400,
    {
      code: 400,
      key: 'invalid_payload',
      message: 'Invalid payload',
      details: "Property .referral must have required property 'code'",
      request_id: 'v-*',
    },
  ],
  [
    'a customer against the schema',
    '/v1/customers',
    { body: { source_id: 7 }, headers: serverKeys },
    400,
    {
      code: 400,
      key: 'invalid_payload',
      message: 'Invalid payload',
      details: 'Property .source_id must be string',
      request_id: 'v-*',
    },
  ],
  [
    'malformed JSON',
    '/v1/events',
    { body: '{"event":', headers: serverKeys },
    400,
    { statusCode: 400, error: 'Bad Request', message: 'Invalid request payload JSON format' },
  ],
  [
    'an empty body',
    '/v1/events',
    { body: '', headers: serverKeys },
    400,
    {
      code: 400,
      key: 'invalid_payload',
      message: 'Invalid payload',
      details: 'Payload must be object',
      request_id: 'v-*',
    },
  ],
  [
    'a body over the limit',
    '/v1/events',
    { body: { ...body, metadata: { long: 'x'.repeat(1000) } }, headers: serverKeys },
    413,
    {
      statusCode: 413,
      error: 'Request Entity Too Large',
      message: 'Payload content length greater than maximum allowed: 1000',
    },
  ],
  [
    'another content type',
    '/v1/events',
    { body: 'event=signup', headers: { ...serverKeys, 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    { statusCode: 415, error: 'Unsupported Media Type', message: 'Unsupported Media Type' },
  ],
  [
    'another method',
    '/v1/events',
    { method: 'PUT', body, headers: serverKeys },
    405,
    {
      code: 405,
      message: 'HTTP Method Not Allowed',
      details: 'PUT is not supported by this endpoint. Did you mean POST?',
    },
  ],
  [
    'another method of two',
    '/_sandbox/events',
    { method: 'PUT', body },
    405,
    {
      code: 405,
      message: 'HTTP Method Not Allowed',
      details: 'PUT is not supported by this endpoint. Did you mean GET or DELETE?',
    },
  ],
  [
    'an unknown path',
    '/v1/event?a=b',
    { body, headers: serverKeys },
    404,
    {
      code: 404,
      key: 'not_found',
      message: 'Resource not found',
      details: 'Cannot find POST /v1/event',
      request_id: 'v-*',
    },
  ],
  [
    'another method of customers',
    '/v1/customers',
    { method: 'PUT', body: {}, headers: serverKeys },
    405,
    {
      code: 405,
      message: 'HTTP Method Not Allowed',
      details: 'PUT is not supported by this endpoint. Did you mean POST or GET?',
    },
  ],
  [
    'a customer id that cannot be decoded',
    '/v1/customers/100%',
    { method: 'GET', headers: serverKeys },
    404,
    {
      code: 404,
      key: 'not_found',
      message: 'Resource not found',
      details: 'Cannot find customer with id 100%',
      request_id: 'v-*',
      resource_id: '100%',
      resource_type: 'customer',
    },
  ],
  [
    'an unknown customer id',
    '/v1/events',
    { body: { event: 'signup', customer: { id: 'registered_10055', source_id: 'ada' } }, headers: serverKeys },
    404,
    {
      code: 404,
      key: 'not_found',
      message: 'Resource not found',
      details: 'Cannot find customer with id registered_10055',
      request_id: 'v-*',
      resource_id: 'registered_10055',
      resource_type: 'customer',
    },
  ],
  [
    'an unknown customer id in an upsert',
    '/v1/customers',
    { body: { id: 'registered_10055', source_id: 'ada' }, headers: serverKeys },
    404,
    {
      code: 404,
      key: 'not_found',
      message: 'Resource not found',
      details: 'Cannot find customer with id registered_10055',
      request_id: 'v-*',
      resource_id: 'registered_10055',
      resource_type: 'customer',
    },
  ],
]

describe('errors', () => {
  let sandbox: Sandbox
  before(async () => {
    sandbox = await startSandbox({ maxBodyBytes: 1000 })
  })
  after(() => sandbox.close())

  for (const [name, path, sent, status, expected] of cases) {
    it(`answer ${name} with ${status} and store nothing`, async () => {
      expect(brief(await call(sandbox.url + path, sent))).to.deep.equal({ status, body: expected })
      expect([sandbox.events(), sandbox.customers()]).to.deep.equal([[], []])
    })
  }

  it('name the allowed methods in a header, too', async () => {
    const { headers } = await call(`${sandbox.url}/v1/events`, { method: 'DELETE' })
    expect(headers.allow).to.equal('POST')
  })

  it('count a body over the limit as it streams in', async () => {
    const response = await got.post(`${sandbox.url}/v1/events`, {
      headers: { ...serverKeys, 'content-type': 'application/json' },
      body: Readable.from(['x'.repeat(800), 'y'.repeat(800)]),
      throwHttpErrors: false,
    })
    expect([response.request.options.headers['content-length'], response.statusCode]).to.deep.equal([undefined, 413])
  })
})
