import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFilterFault, readPredicate } from '../../src/mapping/predicate.ts'
import { connectives } from '../../src/mapping/predicate/connectives.ts'
import { functions, signatureOf } from '../../src/mapping/predicate/functions.ts'
import { operators } from '../../src/mapping/predicate/operators.ts'

const rows = [
  ...connectives.map(({ symbols, ...row }) => ({ ...row, title: symbols.join(', '), names: symbols })),
  ...operators.map(({ symbol, ...row }) => ({ ...row, title: symbol, names: [symbol] })),
  ...functions.map((row) => ({ ...row, title: signatureOf(row), names: [`${row.name}(`] })),
]

describe('what a filter is made of', () => {
  for (const { title, names, summary, examples } of rows) {
    describe(title, () => {
      for (const { filter, event, holds } of examples) {
        it(`${filter} is ${holds} of ${JSON.stringify(event)}`, () => {
          const read = readPredicate(filter, 'open')
          expect(isLeft(read) ? read.left.map(describeFilterFault) : read.right.matches(event)).to.equal(holds)
        })
      }

      it('has a summary of sentences, and is in its examples', () => {
        expect(summary).to.match(/^[A-Z].*\.$/s)
        for (const name of names) expect(examples.some(({ filter }) => filter.includes(name))).to.equal(true)
      })
    })
  }
})
