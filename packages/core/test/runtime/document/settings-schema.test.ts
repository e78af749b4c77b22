import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { mappingField } from '../../../src/mapping/mapping-field.ts'
import { catalogue, judgeSettings } from './judge-settings.ts'
import { shownSettings } from './shown-settings.ts'

const faultsIn = (value: unknown): unknown => (judgeSettings(value) ? [] : judgeSettings.errors)

const sources = [{ use: 'segment', tracking: { writeKeys: ['key'] } }]
const body = { event: 'e', customer: { source_id: '$.userId' } }
const destination = { use: 'voucherify', applicationId: 'a', secretKey: 's' }

describe('the JSON Schema of settings', () => {
  for (const { where, value } of shownSettings) {
    it(`takes ${where}`, () => expect(faultsIn(value)).to.deep.equal([]))
  }

  for (const { name, examples } of catalogue.sources.values()) {
    for (const { title, config } of examples) {
      it(`takes the example of the source ${name}: ${title}`, () => {
        const file = { sources: [{ use: name, ...config }], routes: [{ name: 'r', body }], destination }
        expect(faultsIn(file)).to.deep.equal([])
      })
    }
  }

  for (const { name, examples } of catalogue.destinations.values()) {
    for (const { title, config } of examples) {
      it(`takes the example of the destination ${name}: ${title}`, () => {
        const file = { sources, routes: [{ name: 'r', body }], destination: { use: name, ...config } }
        expect(faultsIn(file)).to.deep.equal([])
      })
    }
  }

  for (const { name, examples } of catalogue.directives) {
    it(`takes the examples of ${name} that load, and no other form of them`, () => {
      const taken = ({ mapping }: { readonly mapping: unknown }): boolean =>
        judgeSettings({ sources, routes: [{ name: 'r', body: { ...body, metadata: { made: mapping } } }], destination })
      const loads = examples.filter(
        ({ mapping }) => !isLeft(mappingField('open', catalogue.directives).decode(mapping)),
      )
      expect(loads.filter((example) => !taken(example))).to.deep.equal([])
    })
  }

  for (const { name, routes } of catalogue.presets.values()) {
    it(`takes the preset ${name}, whole and in parts`, () => {
      const [{ name: first }] = routes
      const changes = {
        only: [first],
        from: ['segment'],
        body: { metadata: null },
        routes: { [first]: { when: 'a = 1' } },
      }
      expect(faultsIn({ sources, routes: [{ use: name }, { use: name, ...changes }], destination })).to.deep.equal([])
    })
  }

  it('tells what a setting is, in which unit, and what it is where it is not given', () => {
    const schema: unknown = judgeSettings.schema
    expect(schema).to.have.nested.property('properties.shutdown.anyOf[0].properties.deadlineMs').that.deep.includes({
      title: 'a whole number from 0 to 3600000 (milliseconds)',
      description: 'How long requests under way are waited for after SIGTERM. Less than what the platform grants.',
      default: 20_000,
    })
  })

  it('marks what is secret', () => {
    expect(new Set(secretsIn(judgeSettings.schema))).to.deep.equal(
      new Set([
        'writeKeys',
        'sharedSecret',
        'sharedSecrets',
        'secretHeader',
        'value',
        'values',
        'secretKey',
        'clientSecretKey',
        'salt',
      ]),
    )
  })
})

const secretsIn = (part: unknown, name = ''): readonly string[] => {
  if (typeof part !== 'object' || part === null) return []
  const inside = Object.entries(part).flatMap(([key, value]) => secretsIn(value, key))
  return 'writeOnly' in part && part.writeOnly === true ? [name, ...inside] : inside
}
