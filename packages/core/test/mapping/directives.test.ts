import { expect } from 'chai'
import { directives } from '../../src/mapping/directives.ts'
import { promised, runExample } from '../../src/mapping/examples.ts'

describe('the directives', () => {
  for (const { name, summary, examples } of directives) {
    describe(name, () => {
      for (const example of examples) {
        it(example.title, () => expect(runExample(example)).to.deep.equal(promised(example)))
      }

      it('has a name that a mapping can write and a summary that is a sentence', () => {
        expect(name).to.match(/^@[a-z][A-Za-z]*$/)
        expect(summary).to.match(/^[A-Z].*\.$/s)
      })

      it('has an example in which it is used', () => {
        expect(examples.some(({ mapping }) => JSON.stringify(mapping).includes(`"${name}":`))).to.equal(true)
      })
    })
  }
})
