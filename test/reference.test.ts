import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { execute } from '@vouchrelay/cli'
import { expect } from 'chai'
import { root } from './house/read-tree.ts'

const pagesIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]))

describe('docs/reference', () => {
  it('is what `npm run docs` writes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vouchrelay-reference-'))
    try {
      const [out, err] = [new PassThrough().resume(), new PassThrough().resume()]
      const io = { out, err, input: Readable.from([]), environment: {}, now: () => 0 }
      expect(await execute(['docs', '--out', folder], io)).to.equal(0)
      const [made, kept] = [pagesIn(folder), pagesIn(join(root, 'docs/reference'))]
      const stale = [...new Set([...made.keys(), ...kept.keys()])].filter((file) => made.get(file) !== kept.get(file))
      expect(stale, '`npm run docs` refreshes them').to.deep.equal([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
