import { expect } from 'chai'
import { startSandbox, type EventSchema, type Sandbox, type SandboxOptions } from '../src/index.ts'
import { admin, read, track, upsert } from './client.ts'

const bought: EventSchema = {
  id: 'ms_f1r5Tcu5T0m3v3nT5ch3ma',
  name: 'bought',
  schema: {
    properties: {
      number: { type: 'number', optional: false },
      text: { type: 'string', optional: true },
      flag: { type: 'boolean', optional: true },
      day: { type: 'date', optional: true },
      moment: { type: 'datetime', optional: true },
      gone: { type: 'number', optional: false, deleted: true },
    },
  },
}

describe('definitions of events', () => {
  let sandbox: Sandbox
  const start = async (options: SandboxOptions = {}) => {
    sandbox = await startSandbox({ eventSchemas: [bought], ...options })
  }
  const send = (metadata: unknown, event = 'bought') =>
    track(sandbox.url, { event, customer: { source_id: 'ada' }, metadata })
  const invalid = (details: string) => ({
    status: 400,
    body: {
      code: 400,
      key: 'metadata_validation_failed',
      message: 'Metadata validation failed',
      details,
      request_id: 'v-*',
    },
  })
  afterEach(() => sandbox.close())

  const taken: readonly unknown[] = [
    { number: 1 },
    { number: -0.5, text: '', flag: false, day: '2022-12-01', moment: '2022-12-01T09:24:33.061Z' },
    { number: 1, text: null, more: [{ of: 'what' }, 'is not defined'] },
    { number: 1, gone: 'text' },
  ]
  for (const metadata of taken) {
    it(`take ${JSON.stringify(metadata)}`, async () => {
      await start()
      expect((await send(metadata)).status).to.equal(200)
    })
  }

  const refused: readonly (readonly [unknown, string])[] = [
    [undefined, 'number: must be a number, property is required'],
    [null, 'number: must be a number, property is required'],
    [{ number: null }, 'number: must be a number, property is required'],
    [{ number: 'EUR' }, "number: must be a number, property is required (actual value is 'EUR')"],
    [{ number: 1, text: 7 }, "text: must be a string (actual value is '7')"],
    [{ number: 1, flag: 'true' }, "flag: must be a boolean (actual value is 'true')"],
    [{ number: 1, day: '1.12.2022' }, "day: must be an ISO 8601 date (actual value is '1.12.2022')"],
    [
      { number: 1, day: '2022-12-01T09:24:33Z' },
      "day: must be an ISO 8601 date (actual value is '2022-12-01T09:24:33Z')",
    ],
    [{ number: 1, moment: '2022-12-01' }, "moment: must be an ISO 8601 date and time (actual value is '2022-12-01')"],
    [{ text: [] }, "number: must be a number, property is required; text: must be a string (actual value is '[]')"],
  ]
  for (const [metadata, details] of refused) {
    it(`refuse ${JSON.stringify(metadata)}`, async () => {
      await start()
      expect(await send(metadata)).to.deep.equal(invalid(details))
      expect([sandbox.events(), sandbox.customers()]).to.deep.equal([[], []])
    })
  }

  it('let others pass unless they are to be rejected', async () => {
    await start()
    expect((await send({ number: 'x' }, 'signup')).status).to.equal(200)
  })

  it('reject others where they are told to', async () => {
    await start({ undefinedEvents: 'reject' })
    expect(await send({}, 'signup')).to.deep.equal({
      status: 404,
      body: {
        code: 404,
        key: 'not_found',
        message: 'Resource not found',
        details: 'Cannot find custom_event_schema with name signup',
        request_id: 'v-*',
        resource_id: 'signup',
        resource_type: 'custom_event_schema',
      },
    })
    expect((await send({ number: 1 })).status).to.equal(200)
    expect((await upsert(sandbox.url, { source_id: 'bob' })).status).to.equal(200)
  })

  it('give their id to the activity', async () => {
    await start()
    await send({ number: 1 })
    const { body } = await read(`${sandbox.url}/v1/customers/ada/activity`)
    expect(body).to.have.nested.property('data[0].data.data.event_schema.id', bought.id)
  })

  it('are replaced over HTTP, as the Management API lists them', async () => {
    await start({ eventSchemas: [] })
    const list = { object: 'list', data_ref: 'data', data: [bought], total: 1 }
    const set = await admin(sandbox.url, 'POST', '/event-schemas', list)
    expect([set, (await send({})).status, (await send({}, 'signup')).status]).to.deep.equal([
      { data: [bought], undefinedEvents: 'accept' },
      400,
      200,
    ])
    await admin(sandbox.url, 'POST', '/event-schemas', { data: [], undefinedEvents: 'reject' })
    expect((await send({}, 'signup')).status).to.equal(404)
    expect(await admin(sandbox.url, 'GET', '/event-schemas')).to.deep.equal({ data: [], undefinedEvents: 'reject' })
    await admin(sandbox.url, 'DELETE', '')
    expect((await send({}, 'signup')).status).to.equal(200)
  })
})
