import { expect } from 'chai'
import { readdirSync, readFileSync } from 'node:fs'
import type { Example } from '../../src/contracts/directive.ts'
import { directives } from '../../src/mapping/directives.ts'
import { promised, runExample } from '../../src/mapping/examples.ts'

const folder = new URL('cases/', import.meta.url)

/** The tests of one directive: a file of examples, `arrayPath.json` for `@arrayPath`. */
const readCases = (name: string): readonly Example[] => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))

describe('cases of mappings', () => {
  const files = readdirSync(folder).toSorted()

  it('are there for each directive, and for nothing else', () => {
    expect(files).to.deep.equal(directives.map(({ name }) => `${name.slice(1)}.json`).toSorted())
  })

  for (const file of files) {
    describe(`@${file.replace('.json', '')}`, () => {
      for (const example of readCases(file)) {
        it(example.title, () => expect(runExample(example)).to.deep.equal(promised(example)))
      }
    })
  }
})
