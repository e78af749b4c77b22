import { expect } from 'chai'
import { isAllowedOrigin } from '../src/origin.ts'

const cases: readonly (readonly [string, string, boolean])[] = [
  ['*', 'https://anything.example.org', true],
  ['*', 'null', true],
  ['example.com', 'example.com', true],
  ['example.com', 'https://example.com', true],
  ['example.com', 'https://EXAMPLE.com:8443', true],
  ['Example.com', 'http://example.com', true],
  ['example.com', 'https://shop.example.com', false],
  ['example.com', 'https://notexample.com', false],
  ['example.com', 'https://example.com.evil.org', false],
  ['example.com', 'null', false],
  ['.example.com', 'https://shop.example.com', true],
  ['.example.com', 'www.example.com:3000', true],
  ['.example.com', 'https://a.b.example.com', true],
  ['.example.com', 'https://example.com', false],
  ['.example.com', 'https://notexample.com', false],
]

describe('isAllowedOrigin', () => {
  for (const [pattern, origin, allowed] of cases) {
    it(`${allowed ? 'allows' : 'refuses'} ${origin} by ${pattern}`, () => {
      expect(isAllowedOrigin(origin, [pattern])).to.equal(allowed)
    })
  }

  it('allows what any of several patterns allows', () => {
    expect(isAllowedOrigin('https://b.org', ['a.org', 'b.org'])).to.equal(true)
  })

  it('refuses everything without a pattern', () => {
    expect(isAllowedOrigin('https://a.org', [])).to.equal(false)
  })
})
