import { globSync } from 'node:fs'
import { join } from 'node:path'
import { segment } from '@vouchrelay/adapter-segment'
import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { loadRelay } from '../../src/runtime/load-relay.ts'
import { describeComplaint } from '../../src/settings/complaint.ts'

const folder = join(import.meta.dirname, 'sound')

describe('a settings file without a mistake in it', () => {
  for (const file of globSync('*.yaml', { cwd: folder }).toSorted()) {
    it(`loads: ${file}`, async () => {
      const loaded = await loadRelay({ file: join(folder, file), plugins: [segment], environment: {} })
      expect(isLeft(loaded) ? loaded.left.map(describeComplaint) : []).to.deep.equal([])
    })
  }
})
