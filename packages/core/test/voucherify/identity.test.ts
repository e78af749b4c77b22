import { expect } from 'chai'
import { identity } from '../../src/voucherify/identity.ts'

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

describe('identity', () => {
  for (const [mapped, expected] of cases) {
    it(`of ${JSON.stringify(mapped)} is ${expected ?? 'not there'}`, () => {
      expect(identity(mapped)).to.equal(expected)
    })
  }
})
