import assert from 'node:assert/strict'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFault } from '../contracts/failure.ts'
import { faultsOf } from '../contracts/faults-of.ts'
import { pluginApi, type Made, type Plugin } from '../contracts/plugin.ts'
import type { ContractCase } from './contract-case.ts'
import { oddValues } from './odd-values.ts'
import { variantsOf } from './variants.ts'

type AnyInstance = Made<Plugin<'source', unknown> | Plugin<'destination', unknown>>

/** What holds for a source and a destination alike: its name, its words, its settings. */
export const pluginCases = (plugin: AnyInstance): readonly ContractCase[] => {
  const { api, name, summary, config, examples, shape } = plugin
  const written = [...oddValues, ...examples.flatMap((example) => variantsOf(example.config, oddValues))]
  return [
    {
      title: 'is made by definePlugin, for this version',
      run: async () => assert.equal(api, pluginApi),
    },
    {
      title: 'has a name that a settings file can write',
      run: async () => assert.match(name, /^[a-z0-9][a-z0-9-]*$/),
    },
    {
      title: 'says what it is in a sentence',
      run: async () => assert.match(summary, /^\p{Lu}.*\.$/su),
    },
    {
      title: 'shows how it is set',
      run: async () => assert.notDeepEqual(examples, [], 'expected at least one example, found none'),
    },
    ...examples.map(({ title, config: example }) => ({
      title: `reads the settings of its example: ${title}`,
      run: async () => assert.deepEqual(complaintsAbout(config, example), []),
    })),
    {
      title: 'reads settings whatever they are, or tells what is wrong with them',
      run: async () => {
        for (const settings of written) {
          assert.ok(complaintsAbout(config, settings).every((complaint) => complaint.includes(': expected ')))
        }
      },
    },
    {
      title: 'refuses a setting that it does not have',
      run: async () => {
        for (const example of examples) {
          const complaints = complaintsAbout(config, { ...example.config, 'no such setting': 1 })
          assert.equal(complaints.length, 1, 'expected one complaint about `no such setting`')
        }
      },
    },
    {
      title: 'has a JSON Schema of its settings',
      run: async () => assert.deepEqual(JSON.parse(JSON.stringify(config.schema)), config.schema),
    },
    {
      title: 'says what its events look like, however its settings are written',
      run: async () => {
        for (const settings of written) {
          if (typeof settings !== 'object' || settings === null) continue
          const names = shape?.({ ...settings }) ?? 'open'
          assert.ok(names === 'open' || names.every((one) => typeof one === 'string'))
        }
      },
    },
  ]
}

/** Every fault as it is shown; none where the settings are read. */
const complaintsAbout = (config: AnyInstance['config'], written: unknown): readonly string[] => {
  const read = config.decode(written)
  if (!isLeft(read)) return []
  const faults = faultsOf(read.left)
  assert.notDeepEqual(faults, [], 'expected at least one fault with settings that are refused, found none')
  return faults.map(describeFault)
}
