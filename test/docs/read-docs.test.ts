import { expect } from 'chai'
import { anchorsOf, blocksOf, linksOf } from './read-docs.ts'

describe('what is read of a document', () => {
  it('is a block with its language, its line and the file it names', () => {
    const markdown = 'Text\n\n```yaml\n# relay.yaml\na: 1\n```\n\n```\nplain\n```\n'
    expect(blocksOf('a.md', markdown)).to.deep.equal([
      { doc: 'a.md', language: 'yaml', line: 4, text: '# relay.yaml\na: 1\n', file: 'relay.yaml' },
      { doc: 'a.md', language: '', line: 9, text: 'plain\n', file: undefined },
    ])
  })

  it('is a link that stays in the repository', () => {
    const markdown = '[a](docs/a.md#b) [c](https://example.com) `[d](e)`\n```\n[f](g)\n```\n[h]: i.md\n'
    expect(linksOf(markdown)).to.deep.equal(['docs/a.md#b', 'i.md'])
  })

  it('is the anchor of a heading', () =>
    expect(anchorsOf('# What `it` does: a, b\n')).to.deep.equal(['what-it-does-a-b']))
})
