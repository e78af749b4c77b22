import { expect } from 'chai'
import { identityOfCustomer, identityOfEvent } from '../../src/voucherify/identity.ts'

const cases: readonly (readonly [mapped: unknown, identity: string | undefined])[] = [
  [{ customer: { id: 'cust_1', source_id: 'user-1' } }, 'cust_1'],
  [{ customer: { source_id: 'user-1' } }, 'user-1'],
  [{ customer: { id: null, source_id: 'user-1' } }, 'user-1'],
  [{ customer: { id: '', source_id: 'user-1' } }, 'user-1'],
  [{ customer: { id: 7, source_id: 'user-1' } }, 'not a text: number'],
  [{ customer: { source_id: 7 } }, 'not a text: number'],
  [{ customer: { source_id: Object.create(null) } }, 'not a text: object'],
  [{ customer: { source_id: '' } }, undefined],
  [{ customer: { email: 'a@example.com' } }, undefined],
  [{ customer: {} }, undefined],
  [{ customer: null }, undefined],
  [{ customer: 'user-1' }, undefined],
  [{}, undefined],
  [null, undefined],
  ['user-1', undefined],
]

const customers: readonly (readonly [mapped: unknown, identity: string | undefined])[] = [
  [{ source_id: 'user-1', email: 'a@example.com' }, 'user-1'],
  [{ id: 'cust_1', source_id: 'user-1' }, 'user-1'],
  [{ source_id: 7 }, 'not a text: number'],
  [{ source_id: '' }, undefined],
  [{ source_id: null }, undefined],
  [{ id: 'cust_1' }, undefined],
  [{ customer: { source_id: 'user-1' } }, undefined],
  [Object.create({ source_id: 'user-1' }), undefined],
  [null, undefined],
  ['user-1', undefined],
]

describe('the customer of an event', () => {
  for (const [mapped, expected] of cases) {
    it(`${JSON.stringify(mapped)} is ${expected ?? 'not there'}`, () => {
      expect(identityOfEvent(mapped)).to.equal(expected)
    })
  }
})

describe('the customer of an upsert', () => {
  for (const [mapped, expected] of customers) {
    it(`${JSON.stringify(mapped)} is ${expected ?? 'not there'}`, () => {
      expect(identityOfCustomer(mapped)).to.equal(expected)
    })
  }

  it('is that of the events which name it so', () => {
    const customer = { source_id: 'user-1', name: 'Ada' }
    expect(identityOfCustomer(customer)).to.equal(identityOfEvent({ event: 'e', customer }))
  })
})
