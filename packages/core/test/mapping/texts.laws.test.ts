import { expect } from 'chai'
import fc from 'fast-check'
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import { load, make } from './read-mapping.ts'

/** Any text, halves of surrogate pairs too. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
)

const slug = load({ '@slug': '$.a' })
const slugTwice = load({ '@slug': { '@slug': '$.a' } })

describe('directives that make a text', () => {
  it('@slug keeps what it made', () => {
    fc.assert(
      fc.property(anyText, (a) => {
        const once = slug.apply({ a })
        fc.pre(isRight(once))
        expect(slugTwice.apply({ a })).to.deep.equal(once)
      }),
      { numRuns: 2000 },
    )
  })

  it('@slug leaves letters, their marks, digits and one _ between them, and refuses what has none', () => {
    fc.assert(
      fc.property(anyText, (a) => {
        const made = slug.apply({ a })
        if (isLeft(made)) expect(a.normalize('NFKD')).not.to.match(/[\p{L}\p{N}]/u)
        else expect(made.right).to.match(/^[^\p{P}\p{S}\p{Z}\p{C}]+(?:_[^\p{P}\p{S}\p{Z}\p{C}]+)*$/u)
      }),
      { numRuns: 2000 },
    )
  })

  it('@string writes a number that @number reads', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (a) => {
        fc.pre(!Number.isInteger(a) || Number.isSafeInteger(a))
        expect(make({ '@number': { '@string': '$.a' } }, { a })).to.equal(a === 0 ? 0 : a)
      }),
    )
  })

  it('@hash tells texts apart and numbers not from their texts', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), fc.maxSafeInteger(), (a, b, n) => {
        const made = make([{ '@hash': '$.a' }, { '@hash': '$.b' }], { a, b })
        expect(Array.isArray(made) && made[0] === made[1]).to.equal(a === b)
        expect(make({ '@hash': '$.a' }, { a: n })).to.equal(make({ '@hash': '$.a' }, { a: String(n) }))
      }),
    )
  })
})
