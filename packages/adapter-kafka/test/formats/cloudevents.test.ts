import { CloudEvent, Kafka, type Message } from 'cloudevents'
import { expect } from 'chai'
import fc from 'fast-check'
import { left, right } from 'fp-ts/lib/Either.js'
import { readingOf } from '../../src/formats/reading.ts'
import { TopicEntry } from '../../src/formats/topic-entry.ts'
import { header, kafka, recordOf } from '../support/record-of.ts'

const { decode, unread } = readingOf({ format: 'cloudevents', messageId: undefined, unwanted: 'skip' })
const refusal = (path: string, expected: string, found: string) =>
  left({ _tag: 'DecodeFailure', faults: [{ path, expected, found }] })

/** What a producer writes of the official SDK's message: text as UTF-8, objects as JSON. */
const recordFrom = ({ headers, body }: Message) =>
  recordOf(body === undefined ? undefined : bytesOf(body), {
    headers: Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [header(name, String(value))],
    ),
  })
const bytesOf = (body: unknown): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))

const anyEvent = fc.record({
  id: fc.string({ minLength: 1, maxLength: 8 }),
  type: fc.constantFrom('order.completed', 'ä'),
  source: fc.constantFrom('/shop', 'https://shop.example.com/a#b'),
  subject: fc.option(fc.constantFrom('order-1'), { nil: undefined }),
  data: fc.dictionary(fc.constantFrom('total', 'name'), fc.jsonValue(), { minKeys: 1 }),
  tenant: fc.option(fc.constantFrom('pl'), { nil: undefined }),
})

const attributes = { specversion: '1.0', id: 'e1', source: '/shop', type: 'order.completed' }
const binary = (value: Uint8Array | string | undefined, ...more: readonly (readonly [string, Uint8Array])[]) =>
  decode(
    new TopicEntry(
      recordOf(value, {
        headers: [...Object.entries(attributes).map(([name, of]) => header(`ce_${name}`, of)), ...more],
      }),
    ),
  )
const fieldsOf = (decoded: ReturnType<typeof decode>) => {
  if (decoded._tag === 'Left') return decoded
  const { kafka: _, ...fields } = decoded.right.fields
  return fields
}

describe('CloudEvents on a topic', () => {
  for (const mode of ['binary', 'structured'] as const) {
    it(`are read as the official SDK writes them, ${mode}`, () => {
      fc.assert(
        fc.property(anyEvent, ({ subject, tenant, ...event }) => {
          const given = {
            ...event,
            time: '2026-11-21T08:00:00.000Z',
            datacontenttype: 'application/json; charset=utf-8',
            ...(subject === undefined ? {} : { subject }),
            ...(tenant === undefined ? {} : { tenant }),
          }
          const record = recordFrom(Kafka[mode](new CloudEvent(given)))
          const decoded = decode(new TopicEntry(record))
          expect(fieldsOf(decoded)).to.deep.equal({ specversion: '1.0', ...JSON.parse(JSON.stringify(given)) })
          expect(decoded).to.have.nested.property('right.messageId', `${event.source} ${event.id}`)
        }),
      )
    })
  }

  it('have data that is parsed, text or base64, by its type', () => {
    const table: readonly (readonly [type: string | undefined, value: Uint8Array | string, data: object])[] = [
      ['application/json', '{"a":1}', { data: { a: 1 } }],
      ['application/vnd.shop+json; charset=utf-8', '[1]', { data: [1] }],
      ['text/plain', '{"a":1}', { data: '{"a":1}' }],
      ['application/octet-stream', Buffer.from([0xff]), { data_base64: '/w==' }],
      [undefined, '{"a":1}', { data: { a: 1 } }],
      [undefined, 'plain', { data: 'plain' }],
      ['application/json', '', {}],
    ]
    for (const [type, value, data] of table) {
      const typed = type === undefined ? [] : [header('content-type', type)]
      const datacontenttype = type === undefined ? {} : { datacontenttype: type }
      expect(fieldsOf(binary(value, ...typed))).to.deep.equal({ ...attributes, ...datacontenttype, ...data })
    }
  })

  it('are events without a value too, where headers say so', () => {
    expect(fieldsOf(binary(undefined))).to.deep.equal(attributes)
    expect(decode(new TopicEntry(recordOf(undefined)))).to.deep.equal(left({ _tag: 'Tombstone' }))
  })

  it('are read from a line, and from a record whose producer named no type', () => {
    const value = JSON.stringify({ ...attributes, data: { total: 1 } })
    expect(decode(new TopicEntry(recordOf(value)))).to.deep.equal(
      right({ messageId: '/shop e1', fields: { ...attributes, data: { total: 1 }, kafka } }),
    )
    expect(decode({ bytes: Buffer.from(value), receivedAt: 0 })).to.have.nested.property('right.messageId', '/shop e1')
  })

  it('are refused with what is wrong', () => {
    const structured = (type: string, value: unknown) =>
      decode(new TopicEntry(recordOf(JSON.stringify(value), { headers: [header('Content-Type', type)] })))
    expect([
      structured('application/cloudevents-batch+json', []),
      structured('application/cloudevents+avro', {}),
      structured('application/cloudevents+json', { ...attributes, specversion: '0.3' }),
      structured('application/cloudevents+json', { ...attributes, id: 7 }),
      binary('{', header('content-type', 'application/json')),
      binary('{}', ['ce_subject', Buffer.from([0xff])]),
    ]).to.deep.equal([
      refusal('kafka.headers.content-type', 'application/cloudevents+json', '"application/cloudevents-batch+json"'),
      refusal('kafka.headers.content-type', 'application/cloudevents+json', '"application/cloudevents+avro"'),
      refusal('specversion', '1.0', '"0.3"'),
      refusal('id', 'a text that is not empty', '7'),
      refusal('data', 'JSON, as content-type says', 'something else'),
      refusal('kafka.headers.ce_subject', 'text in UTF-8', 'other bytes'),
    ])
  })

  it('tell their text before they are decoded where all of them is in it', () => {
    const record = recordOf(JSON.stringify(attributes))
    expect(unread?.text(new TopicEntry(record))).to.equal(record.value)
    const inHeaders = recordOf('{}', { headers: [header('ce_specversion', '1.0')] })
    expect(unread?.text(new TopicEntry(inHeaders))).to.equal(undefined)
  })
})
