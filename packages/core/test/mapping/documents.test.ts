import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { parse } from 'yaml'
import type { JsonObject } from '../../src/contracts/event.ts'
import { directives } from '../../src/mapping/directives.ts'
import { segmentMakes, weMake } from './segment.ts'

const page = (name: string): string => readFileSync(new URL(`../../../../docs/${name}`, import.meta.url), 'utf8')

/** JSON as a page writes it: it may go on in the next line. */
const json = (text = ''): JsonObject => JSON.parse(text.replaceAll('\n', ' '))

/** The same with the spaces that JSON.stringify writes. */
const plain = (text: string): unknown => JSON.parse(text)

describe('docs/mapping.md', () => {
  const text = page('mapping.md')
  const shown = [...text.matchAll(/```yaml\n(?!# )([^]*?)```\n\nOf `([^`]+)` it\s+makes\s+`([^`]+)`/g)]

  it('shows mappings with what they make', () => expect(shown).to.have.length.above(5))

  for (const [, mapping = '', event, made] of shown) {
    it(`makes what it says of ${mapping.split('\n')[0]}`, () =>
      expect(plain(weMake(parse(mapping), json(event)))).to.deep.equal(json(made)))
  }

  it('has each directive in its table', () => {
    const linked = [...text.matchAll(/\[`(@\w+)`\]\(reference\/directives\.md#(\w+)\)/g)].map(
      ([, name, at]) => `${name} ${at}`,
    )
    expect(linked.toSorted()).to.deep.equal(
      directives.map(({ name }) => `${name} ${name.slice(1).toLowerCase()}`).toSorted(),
    )
  })
})

describe('docs/from-segment.md', () => {
  const rows = [...page('from-segment.md').matchAll(/^\| `(\{[^`]+)` \| `([^`]+)` \| `([^`]+)`[^|]*\| `([^`]+)`/gm)]

  it('shows what is otherwise', () => expect(rows).to.have.length.above(20))

  for (const [, mapping = '', event, theirs, ours] of rows) {
    it(`${mapping} of ${event}`, () => {
      const [read, of] = [parse(mapping), json(event)]
      expect([plain(segmentMakes(read, of)), plain(weMake(read, of))]).to.deep.equal([json(theirs), json(ours)])
    })
  }
})
