import { expect } from 'chai'
import { claimKey, createClaims } from '../../src/state/claims.ts'

describe('state/claims', () => {
  it('gives a key to who comes first', () => {
    const claims = createClaims()
    expect([claims.take('a'), claims.take('b')]).to.deep.equal(['ours', 'ours'])
  })

  it('gives a released key to the copies that wait, in the order they came', async () => {
    const claims = createClaims()
    const order: string[] = []
    claims.take('a')
    const copies = ['first', 'second'].map(async (name) => {
      order.push(`${name} ${await claims.take('a')}`)
      claims.end('a', 'released')
    })
    claims.end('a', 'released')
    await Promise.all(copies)
    expect(order).to.deep.equal(['first ours', 'second ours'])
    expect(claims.take('a')).to.equal('ours')
  })

  it('tells every copy that the key was delivered', async () => {
    const claims = createClaims()
    claims.take('a')
    const copies = Promise.all([claims.take('a'), claims.take('a')])
    claims.end('a', 'delivered')
    expect(await copies).to.deep.equal(['delivered', 'delivered'])
    expect(claims.take('a')).to.equal('ours')
  })

  it('refuses to end what nobody holds', () => {
    expect(() => createClaims().end('a', 'released')).to.throw('nobody holds')
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
