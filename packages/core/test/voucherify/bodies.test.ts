import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFault } from '../../src/contracts/failure.ts'
import { faultsOf } from '../../src/contracts/faults-of.ts'
import { EventBody } from '../../src/voucherify/bodies/event.ts'

const decode = (body: unknown): unknown => {
  const decoded = EventBody.decode(body)
  return isLeft(decoded) ? faultsOf(decoded.left).map(describeFault) : decoded.right
}
const customer = { source_id: 'user-1' }
const event = { event: 'e', customer }

const full = {
  event: 'order_completed',
  customer: {
    id: 'cust_1',
    source_id: 'user-1',
    name: 'Jane Doe',
    description: 'VIP',
    email: 'jane@example.com',
    phone: '+48 600 100 200',
    birthday: '1970-01-01',
    birthdate: '1970-01-01',
    address: { city: 'A', state: 'B', line_1: 'C', line_2: 'D', country: 'E', postal_code: 'F' },
    metadata: { tier: 3 },
  },
  referral: { code: 'R-1', referrer_id: 'cust_2' },
  loyalty: { code: 'L-1' },
  metadata: { total: 10.5, paid: true, at: '2026-11-21T12:00:00Z', nested: { list: [1, 'two'] } },
}

/** What is read, and what becomes of it: the same where nothing is given. */
const taken: readonly (readonly [title: string, body: unknown, sent?: unknown])[] = [
  ['takes every attribute', full],
  ['takes an event and a customer alone', event],
  ['takes a customer without any attribute', { event: 'e', customer: {} }],
  [
    'leaves out nulls, as the Python SDK sends them',
    {
      event: 'e',
      customer: { source_id: 'user-1', id: null, name: null, address: null, metadata: null },
      referral: null,
      loyalty: null,
      metadata: null,
    },
    event,
  ],
  [
    'leaves out what is undefined',
    { event: 'e', customer: { ...customer, name: undefined }, loyalty: undefined },
    event,
  ],
  ['leaves out an empty referral and an empty loyalty card', { ...event, referral: {}, loyalty: {} }, event],
  [
    'leaves out a referral and a loyalty card of nulls',
    { ...event, referral: { code: null, referrer_id: null }, loyalty: { code: undefined } },
    event,
  ],
  [
    'leaves out an address in which nothing is set',
    { event: 'e', customer: { ...customer, address: { city: null } } },
    event,
  ],
  [
    'leaves out nulls inside an address',
    { event: 'e', customer: { address: { city: 'A', state: null } } },
    { event: 'e', customer: { address: { city: 'A' } } },
  ],
  ['keeps empty metadata', { ...event, metadata: {} }],
  [
    'leaves out nulls in metadata, deep and in lists',
    { ...event, metadata: { a: null, b: { c: undefined, d: 1 }, e: [1, null, { f: null }] } },
    { ...event, metadata: { b: { d: 1 }, e: [1, {}] } },
  ],
  [
    'writes a Date in metadata as its ISO text',
    { ...event, metadata: { at: new Date(0) } },
    { ...event, metadata: { at: '1970-01-01T00:00:00.000Z' } },
  ],
  ['takes a name of 300 characters', { ...event, event: 'x'.repeat(300) }],
  ['counts an emoji of a name as one character', { ...event, event: '🎁'.repeat(300) }],
  ['takes a leap day', { event: 'e', customer: { birthdate: '2024-02-29' } }],
  ['takes a date-time as a birthdate', { event: 'e', customer: { birthdate: '1990-01-02T00:00:00.000Z' } }],
  ['takes a name in metadata that an object inherits', { ...event, metadata: JSON.parse('{"__proto__":{"a":1}}') }],
]

const refused: readonly (readonly [title: string, body: unknown, faults: readonly string[]])[] = [
  ['a list', [], ['the value: expected the body of an event, found an empty list']],
  ['nothing', null, ['the value: expected the body of an event, found null']],
  [
    'an empty object, with all that is missing',
    {},
    ['event: expected a text of 1 to 300 characters, found nothing', 'customer: expected a customer, found nothing'],
  ],
  ['a required null', { event: null, customer }, ['event: expected a text of 1 to 300 characters, found null']],
  ['an empty name', { ...event, event: '' }, ['event: expected a text of 1 to 300 characters, found ""']],
  [
    'a name of 301 characters',
    { ...event, event: 'x'.repeat(301) },
    [`event: expected a text of 1 to 300 characters, found "${'x'.repeat(57)}..."`],
  ],
  ['a number for an id', { event: 'e', customer: { source_id: 7 } }, ['customer.source_id: expected a text, found 7']],
  [
    'a wrong place in an address',
    { event: 'e', customer: { address: { city: { name: 'A' } } } },
    ['customer.address.city: expected a text, found an object'],
  ],
  [
    'a day that does not exist',
    { event: 'e', customer: { birthdate: '2023-02-29' } },
    ['customer.birthdate: expected a date YYYY-MM-DD, found "2023-02-29"'],
  ],
  [
    'a time that does not exist',
    { event: 'e', customer: { birthdate: '2023-02-20T25:00:00Z' } },
    ['customer.birthdate: expected a date YYYY-MM-DD, found "2023-02-20T25:00:00Z"'],
  ],
  [
    'a referrer without a code',
    { ...event, referral: { referrer_id: 'cust_2' } },
    ['referral.code: expected a text, found nothing'],
  ],
  [
    'an unknown attribute, with the one that was meant',
    { event: 'e', customer: { address: { postalCode: '1' } } },
    [
      'customer.address.postalCode: expected one of city, state, line_1, line_2, country, postal_code (did you mean postal_code?), found "postalCode"',
    ],
  ],
  [
    'an unknown attribute even where it is null',
    { ...event, loyalty: { card: null } },
    ['loyalty.card: expected code, found "card"', 'loyalty.code: expected a text, found nothing'],
  ],
  [
    'a name that every object inherits',
    { ...event, constructor: 1 },
    ['constructor: expected one of event, customer, referral, loyalty, metadata, found "constructor"'],
  ],
  [
    'metadata that is a list',
    { ...event, metadata: [1] },
    ['metadata: expected an object of JSON values, found a list of 1'],
  ],
  [
    'what JSON cannot carry, at its place',
    { ...event, metadata: { a: { b: [1, Number.NaN] }, c: 1n, d: new Date(Number.NaN) } },
    [
      'metadata.a.b[1]: expected a JSON value, found NaN',
      'metadata.c: expected a JSON value, found 1',
      'metadata.d: expected a JSON value, found an object',
    ],
  ],
  [
    'whole numbers that lost digits when they were parsed',
    { ...event, metadata: { id: JSON.parse('9007199254740993'), most: 9007199254740991, tax: 1.5 } },
    ['metadata.id: expected a number up to 2^53 (a longer one as a text), found 9007199254740992'],
  ],
  [
    'every fault at once',
    { event: '', customer: { email: 1, phone: 2 } },
    [
      'event: expected a text of 1 to 300 characters, found ""',
      'customer.email: expected a text, found 1',
      'customer.phone: expected a text, found 2',
    ],
  ],
]

describe('EventBody', () => {
  for (const [title, body, sent] of taken) {
    it(title, () => {
      expect(decode(body)).to.deep.equal(sent ?? body)
    })
  }

  for (const [title, body, faults] of refused) {
    it(`refuses ${title}`, () => {
      expect(decode(body)).to.deep.equal(faults)
    })
  }

  it('refuses metadata that contains itself', () => {
    const metadata: Record<string, unknown> = {}
    metadata['self'] = metadata
    expect(decode({ ...event, metadata }))
      .to.be.an('array')
      .with.lengthOf(1)
  })

  it('passes metadata on without a copy where nothing is left out', () => {
    expect(EventBody.decode(full)).to.have.nested.property('right.metadata', full.metadata)
  })

  it('does not change what it was given', () => {
    const given = Object.freeze({ ...event, metadata: Object.freeze({ a: null, b: Object.freeze([null]) }) })
    expect(decode(given)).to.deep.equal({ ...event, metadata: { b: [] } })
  })
})
