import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { isLeft } from 'fp-ts/lib/Either.js'
import { expect } from 'chai'
import { segment } from '@vouchrelay/adapter-segment'
import { createCatalogue, describeComplaint, loadSettings, relaySettings } from '@vouchrelay/core'
import { checkTypes } from './docs/check-types.ts'
import { anchorsOf, blocksOf, linksOf, readDocs, type Block } from './docs/read-docs.ts'
import { readManifests, root } from './house/read-tree.ts'
import { rooms } from './house/rooms.ts'

const docs = readDocs()
const blocks = [...docs].flatMap(([doc, markdown]) => blocksOf(doc, markdown))

describe('the documents', () => {
  for (const [doc, markdown] of docs) {
    it(`links in ${doc} lead somewhere`, () => {
      const lost = linksOf(markdown).filter((link) => {
        const [path = '', anchor] = link.split('#')
        const target = path === '' ? doc : posix.join(posix.dirname(doc), path)
        if (!existsSync(join(root, target))) return true
        return anchor !== undefined && !anchorsOf(docs.get(target) ?? '').includes(anchor)
      })
      expect(lost).to.deep.equal([])
    })
  }
})

describe('settings that a document shows', () => {
  const codec = relaySettings(createCatalogue([segment]))
  const complaints = ({ doc, line, text }: Block): readonly string[] => {
    // A complaint then names the line of the document.
    const inPlace = '\n'.repeat(line - 1) + text
    const variables = [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => [name, '1'])
    const read = loadSettings(codec, { file: doc, text: inPlace, environment: Object.fromEntries(variables) })
    return isLeft(read) ? read.left.map(describeComplaint) : []
  }

  for (const block of blocks.filter(({ language, file }) => language === 'yaml' && file !== undefined)) {
    it(`load: ${block.doc}:${block.line} (${block.file})`, () => expect(complaints(block)).to.deep.equal([]))
  }

  it('are told with their place in the document where they do not load', () => {
    const block = { doc: 'a.md', language: 'yaml', line: 7, text: '# relay.yaml\nsorces: []\n', file: 'relay.yaml' }
    expect(complaints(block).join('\n')).to.match(/^a\.md:8:\d+ sorces: /m)
  })
})

describe('code that a document shows', () => {
  const code = blocks.filter(({ language, file }) => language === 'ts' && file !== undefined)
  const wrong = { doc: 'a.md', language: 'ts', line: 1, text: "export const a: number = 'a'\n", file: 'a.ts' }

  it('has the types it says', async () => expect(await checkTypes(code)).to.equal('')).timeout(60_000)

  it('is told where it has not', async () =>
    expect(await checkTypes([wrong])).to.match(/^a\.ts\(1,14\): error TS2322/)).timeout(60_000)
})

describe('docs/dependencies.md', () => {
  it('has a line for each dependency of each package.json, and for nothing else', () => {
    const chosen = [...readManifests().values()].flatMap(({ dependencies, devDependencies, peerDependencies }) =>
      Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies }),
    )
    const ours = (name: string): boolean => name.startsWith('@vouchrelay/')
    const named = [...(docs.get('docs/dependencies.md') ?? '').matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name)
    expect(named.toSorted()).to.deep.equal([...new Set(chosen)].filter((name) => !ours(name)).toSorted())
  })
})

describe('CONTRIBUTING.md', () => {
  it('shows the house as it is checked', () => {
    const rows = rooms.map(({ name, is }) => {
      const importers = rooms.filter(({ imports }) => imports !== 'everything' && imports.includes(name))
      const others = importers.map((room) => room.name).filter((other) => other !== name)
      return `| \`${name}\` | ${is} | ${others.join(', ') || 'nobody but tests'} |`
    })
    expect((docs.get('CONTRIBUTING.md') ?? '').split('\n')).to.include.members(rows)
  })
})
