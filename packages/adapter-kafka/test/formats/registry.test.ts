import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import { gotTransport, type OwnedTransport } from '@vouchrelay/core'
import { createPrepare } from '../../src/formats/prepare.ts'
import { readingOf } from '../../src/formats/reading.ts'
import type { RegistryFailure } from '../../src/formats/registry/registry-failure.ts'
import { createRegistry, type Registry } from '../../src/formats/registry/registry.ts'
import { TopicEntry } from '../../src/formats/topic-entry.ts'
import * as write from '../support/avro-writer.ts'
import { framed } from '../support/framed.ts'
import { recordOf } from '../support/record-of.ts'
import { registerSchema, startRegistry, type TestRegistry } from '../support/schema-registry.ts'

const { signal } = new AbortController()
const order = (type: unknown) => JSON.stringify({ type: 'record', name: 'Order', fields: [{ name: 'v', type }] })

let transport: OwnedTransport
let clock = 0
const registryAt = (url: string, headers = {}): Registry =>
  createRegistry({ transport, url, headers, timeoutMs: 5_000 }, () => clock)

before(() => {
  transport = gotTransport({ inFlight: 4 })
})
after(() => transport.close())

/** What any registry must do that speaks the protocol. */
const speaking = (urlOf: () => string): void => {
  const subject = (name: string): string => `vouchrelay/${randomUUID()}/${name}`

  it('gives schemas with all that they refer to, what is referred to first', async () => {
    const url = urlOf()
    const [money, line, whole] = ['money', 'line', 'order'].map(subject)
    if (money === undefined || line === undefined || whole === undefined) throw new Error('three names')
    const moneyText = '{"type":"record","name":"Money","namespace":"shop","fields":[{"name":"cents","type":"long"}]}'
    const lineText =
      '{"type":"record","name":"Line","namespace":"shop","fields":[{"name":"price","type":"shop.Money"}]}'
    await registerSchema(url, money, { schema: moneyText })
    const toMoney = { name: 'shop.Money', subject: money, version: 1 }
    await registerSchema(url, line, { schema: lineText, references: [toMoney] })
    const id = await registerSchema(url, whole, {
      schema: order('shop.Line'),
      references: [{ name: 'shop.Line', subject: line, version: 1 }],
    })
    const prepared = await createPrepare('avro', registryAt(url))(recordOf(framed(write.long(1250), id)), signal)
    const entry = expectEntry(prepared)
    expect(
      readingOf({ format: 'avro', messageId: undefined, unwanted: 'skip' }).decode(entry),
    ).to.have.deep.nested.property('right.fields.v', { price: { cents: 1250 } })
    const { schema } = entry
    if (schema?._tag !== 'Found') throw new Error('not found')
    expect(schema.schema.references.map(({ name }) => name)).to.deep.equal(['shop.Money', 'shop.Line'])
  })

  it('gives schemas of protobuf', async () => {
    const schema = 'syntax = "proto3"; message Order { string order_id = 1; }'
    const id = await registerSchema(urlOf(), subject('protobuf'), { schema, schemaType: 'PROTOBUF' })
    const value = framed(Buffer.from([0, 0x0a, 1, 0x61]), id)
    const entry = expectEntry(await createPrepare('protobuf', registryAt(urlOf()))(recordOf(value), signal))
    expect(
      readingOf({ format: 'protobuf', messageId: undefined, unwanted: 'skip' }).decode(entry),
    ).to.have.nested.property('right.fields.order_id', 'a')
  })

  it('says of an id that it does not know', async () => {
    const id = String(2 ** 31 - 1)
    expect(await registryAt(urlOf()).find(id, signal)).to.deep.equal(right({ _tag: 'Missing', id, found: 'none' }))
  })
}

const expectEntry = (prepared: TopicEntry | Either<RegistryFailure, TopicEntry>): TopicEntry => {
  if (prepared instanceof TopicEntry) return prepared
  if (isLeft(prepared)) throw new Error(prepared.left.message)
  return prepared.right
}

const real = process.env['SCHEMA_REGISTRY_URL']
describe(`a real schema registry${real === undefined ? ' (skipped: SCHEMA_REGISTRY_URL is not set)' : ''}`, function () {
  before(function () {
    if (real === undefined) this.skip()
  })
  speaking(() => (real ?? '').replace(/\/+$/, ''))
})

describe('a schema registry', () => {
  let server: TestRegistry
  beforeEach(async () => {
    server = await startRegistry()
  })
  afterEach(() => server.close())

  speaking(() => server.url)

  const missing = (passes: boolean, what: string) =>
    left({ _tag: 'RegistryFailure', message: `The schema registry at ${server.url} ${what}.`, passes })

  it('is asked once for all who want a schema, and never again', async () => {
    const id = await registerSchema(server.url, 's', { schema: order('string') })
    const registry = registryAt(server.url)
    const prepare = createPrepare('avro', registry)
    const record = recordOf(framed(write.string('a'), id))
    await Promise.all([prepare(record, signal), prepare(record, signal)])
    expect(prepare(record, signal)).to.be.instanceOf(TopicEntry)
    expect(server.asked).to.deep.equal([`/schemas/ids/${id}`])
  })

  it('is asked by a GUID where serializers write one', async () => {
    await registerSchema(server.url, 's', { schema: order('string') })
    const guid = '0706f1b8-0000-4000-8000-0123456789ab'
    const head = Buffer.concat([Buffer.from([1]), Buffer.from(guid.replaceAll('-', ''), 'hex')])
    const record = recordOf(write.string('a'), { headers: [['__value_schema_id', head]] })
    const entry = expectEntry(await createPrepare('avro', registryAt(server.url))(record, signal))
    expect(entry.schema).to.deep.equal({ _tag: 'Missing', id: guid, found: 'none' })
    const inFront = recordOf(Buffer.concat([head, write.string('a')]))
    expectEntry(await createPrepare('avro', registryAt(server.url))(inFront, signal))
    expect(server.asked).to.deep.equal([`/schemas/guids/${guid}`, `/schemas/guids/${guid}`])
  })

  it('is asked again, after a while, for what it did not know', async () => {
    const registry = registryAt(server.url)
    clock = 0
    await registry.find('1', signal)
    const known = registry.known('1')
    clock = 5_000
    expect([known?._tag, registry.known('1')]).to.deep.equal(['Missing', undefined])
    await registerSchema(server.url, 's', { schema: '"string"' })
    expect(await registry.find('1', signal)).to.have.nested.property('right._tag', 'Found')
    clock = 2 ** 50
    expect(registry.known('1')?._tag).to.equal('Found')
  })

  it('says which reference it does not know', async () => {
    const references = [{ name: 'a', subject: 'lost/one', version: 3 }]
    const id = await registerSchema(server.url, 's', { schema: order('a'), references })
    const found = 'no version 3 of the subject lost/one'
    expect(await registryAt(server.url).find(String(id), signal)).to.deep.equal(
      right({ _tag: 'Missing', id: String(id), found }),
    )
    expect(server.asked).to.deep.equal([`/schemas/ids/${id}`, '/subjects/lost%2Fone/versions/3?deleted=true'])
  })

  it('is not taken at its word where it is in trouble: the record waits, and is read later', async () => {
    const id = await registerSchema(server.url, 's', { schema: order('string') })
    const prepare = createPrepare('avro', registryAt(server.url))
    const record = recordOf(framed(write.string('a'), id))
    const table = [
      [{ status: 503, body: '' }, missing(true, 'answers 503')],
      [{ status: 429, body: '' }, missing(true, 'answers 429')],
      [{ status: 500, body: '{"error_code":50001}' }, missing(true, 'answers 500')],
      [{ status: 401, body: '{}' }, missing(false, 'refuses the credentials (401): check `auth`')],
      [{ status: 403, body: '{}' }, missing(false, 'gives us no right to read schemas (403)')],
      [{ status: 404, body: '<html>' }, missing(false, 'has no such path (404): check `url`')],
      [{ status: 404, body: '{"error_code":404}' }, missing(false, 'has no such path (404): check `url`')],
      [{ status: 200, body: '<html>' }, missing(false, 'answers with something that is no schema: check `url`')],
    ] as const
    for (const [trouble, failure] of table) {
      server.trouble(trouble)
      expect(await prepare(record, signal)).to.deep.equal(failure)
    }
    server.trouble('hang up')
    expect(await prepare(record, signal)).to.have.nested.property('left.passes', true)
    server.trouble(undefined)
    expect(expectEntry(await prepare(record, signal)).schema?._tag).to.equal('Found')
  })

  it('is not asked about records without a schema, nor about tombstones, nor for formats that need none', () => {
    const registry = registryAt(server.url)
    const asked = [
      createPrepare('avro', registry)(recordOf('plain'), signal),
      createPrepare('avro', registry)(recordOf(undefined), signal),
      createPrepare('json', registry)(recordOf(framed(Buffer.from('{}'))), signal),
      createPrepare('jsonschema', registry)(recordOf(framed(Buffer.from('{}'))), signal),
    ]
    expect(asked.every((entry) => entry instanceof TopicEntry)).to.equal(true)
    expect(server.asked).to.deep.equal([])
  })

  it('leaves a record that names a schema to be decoded, long after it is gone', async () => {
    const id = await registerSchema(server.url, 's', { schema: order('string') })
    const entry = expectEntry(
      await createPrepare('avro', registryAt(server.url))(recordOf(framed(write.string('a'), id)), signal),
    )
    const { bytes, envelope } = entry
    const { decode } = readingOf({ format: 'avro', messageId: undefined, unwanted: 'skip' })
    expect(decode({ bytes, envelope, receivedAt: 0 })).to.deep.equal(decode(entry))
    expect(decode(entry)).to.have.nested.property('right.fields.v', 'a')
  })
})
