import { expect } from 'chai'
import { claimKey, createClaims } from '../../src/state/claims.ts'

describe('state/claims', () => {
  it('gives a key to who comes first', () => {
    const claims = createClaims()
    expect([claims.take('a'), claims.take('b'), claims.size()]).to.deep.equal([undefined, undefined, 2])
  })

  it('gives a key that is ended to those that wait for it, one after the other, in the order they came', async () => {
    const claims = createClaims()
    const order: string[] = []
    await claims.take('a')
    const copies = ['first', 'second'].map(async (name) => {
      await claims.take('a')
      order.push(name, `${claims.size()} held`)
      claims.end('a')
    })
    claims.end('a')
    await Promise.all(copies)
    expect([order, claims.size()]).to.deep.equal([['first', '1 held', 'second', '1 held'], 0])
  })

  it('gives a key to nobody else while the first of those that waited has it', async () => {
    const claims = createClaims()
    await claims.take('a')
    const first = claims.take('a')
    const second = claims.take('a')
    claims.end('a')
    await first
    const told = await Promise.race([
      second?.then(() => 'given'),
      new Promise((resolve) => setImmediate(resolve, 'waits')),
    ])
    expect(told).to.equal('waits')
  })

  it('refuses to end what nobody holds', () => {
    expect(() => createClaims().end('a')).to.throw('nobody holds')
  })

  it('makes different texts of different keys', () => {
    const keys = [
      { source: 'a', route: 'b', messageId: 'c' },
      { source: 'ab', route: '', messageId: 'c' },
      { source: 'a', route: 'bc', messageId: '' },
      { source: 'a1', route: 'b', messageId: 'c' },
      { source: 'a', route: '1:b', messageId: 'c' },
    ]
    expect(new Set(keys.map(claimKey)).size).to.equal(keys.length)
  })
})
