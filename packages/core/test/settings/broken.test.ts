import { dirname } from 'node:path'
import { segment } from '@vouchrelay/adapter-segment'
import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { loadRelay } from '../../src/runtime/load-relay.ts'
import { describeComplaint } from '../../src/settings/complaint.ts'
import { catalogue, judgeSettings } from '../runtime/document/judge-settings.ts'
import { readBroken } from './read-broken.ts'

/** What no schema can know, whatever it says. Where a file is exempt, it names its reason. */
const beyondSchemas = [
  'names given twice',
  'the names of sources',
  'the syntax of texts',
  'the events of a source',
  'what settings must agree on',
  'the environment',
  'what is installed',
  'tags, which are gone when it is asked',
  'YAML 1.1, to which merge keys belong',
]

/** Lists that grow: a complaint is the same whatever else there is. */
const lists = [catalogue.directives.map(({ name }) => name), [...catalogue.presets.keys()]].map((names) =>
  names.join(', '),
)

describe('a settings file with a mistake in it', () => {
  for (const { name, path, complaints, schema, value } of readBroken()) {
    describe(name, () => {
      it('is refused with a complaint that tells it', async () => {
        const loaded = await loadRelay({ file: path, plugins: [segment], environment: {} })
        const folder = dirname(path)
        const told = (isLeft(loaded) ? loaded.left : [])
          .map(describeComplaint)
          .map((complaint) => complaint.replaceAll(`${folder}/`, '').replaceAll(folder, 'here'))
        expect(
          told.map((complaint) => lists.reduce((text, list) => text.replaceAll(list, '…'), complaint)),
        ).to.deep.equal(complaints)
      })

      if (schema === 'refuses') {
        it('is refused by the JSON Schema', () =>
          expect([value !== undefined, judgeSettings(value)]).to.deep.equal([true, false]))
      } else if (schema === 'is not asked: this is no YAML that can be read') {
        it('never comes before the JSON Schema', () => expect(value).to.equal(undefined))
      } else {
        it(`is taken by the JSON Schema, which ${schema}`, () => {
          expect(judgeSettings(value), JSON.stringify(judgeSettings.errors)).to.equal(true)
          expect(beyondSchemas.map((reason) => `cannot know ${reason}`)).to.include(schema)
        })
      }
    })
  }
})
