import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFault } from '../../src/contracts/failure.ts'
import { faultsOf } from '../../src/contracts/faults-of.ts'
import { CustomerUpsertBody } from '../../src/voucherify/bodies/customer-upsert.ts'

const decode = (body: unknown): unknown => {
  const decoded = CustomerUpsertBody.decode(body)
  return isLeft(decoded) ? faultsOf(decoded.left).map(describeFault) : decoded.right
}

const full = {
  source_id: 'user-1',
  name: 'Ada Lovelace',
  description: 'VIP',
  email: 'ada@example.com',
  phone: '+44 20 1234',
  birthday: '1815-12-10',
  birthdate: '1815-12-10T00:00:00Z',
  address: { city: 'A', state: 'B', line_1: 'C', line_2: 'D', country: 'E', postal_code: 'F' },
  metadata: { tier: 3, tags: ['a'] },
}
const attributes = 'one of source_id, name, description, email, phone, birthday, birthdate, address, metadata'

/** What is read, and what becomes of it: the same where nothing is given. */
const taken: readonly (readonly [title: string, body: unknown, sent?: unknown])[] = [
  ['takes every attribute', full],
  ['takes a source_id alone', { source_id: 'user-1' }],
  [
    'leaves out nulls, and an address in which nothing is set',
    { source_id: 'user-1', name: null, address: { city: null }, metadata: { a: null, b: 1 } },
    { source_id: 'user-1', metadata: { b: 1 } },
  ],
]

const refused: readonly (readonly [title: string, body: unknown, faults: readonly string[]])[] = [
  ['nothing', null, ['the value: expected the body of a customer, found null']],
  [
    'a customer without its source_id',
    { email: 'ada@example.com' },
    ['source_id: expected a text that is not empty, found nothing'],
  ],
  ['an empty source_id', { source_id: '' }, ['source_id: expected a text that is not empty, found ""']],
  ['an id', { source_id: 'user-1', id: 'cust_1' }, [`id: expected ${attributes}, found "id"`]],
  [
    'an event, with the faults of both',
    { event: 'e', customer: { source_id: 'user-1' } },
    [
      `event: expected ${attributes}, found "event"`,
      `customer: expected ${attributes}, found "customer"`,
      'source_id: expected a text that is not empty, found nothing',
    ],
  ],
  [
    'wrong types, each at its place',
    { source_id: 7, phone: 44, birthdate: 'soon', address: { city: true }, metadata: [1] },
    [
      'source_id: expected a text that is not empty, found 7',
      'phone: expected a text, found 44',
      'birthdate: expected a date YYYY-MM-DD, found "soon"',
      'address.city: expected a text, found true',
      'metadata: expected an object of JSON values, found a list of 1',
    ],
  ],
]

describe('CustomerUpsertBody', () => {
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
})
