import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Made, Plugin } from '../../src/contracts/plugin.ts'
import { validated } from '../../src/settings/field.ts'
import { pluginCases } from '../../src/testing/plugin-cases.ts'
import { failing } from './failing.ts'
import { memoryLog } from './memory-log.ts'

type AnySource = Made<Plugin<'source', unknown>>

const sound: AnySource = memoryLog().plugin
const { config } = sound

const throwing = validated('settings', {}, (u, context) => {
  if (typeof u === 'symbol') throw new Error('a bug of a plugin')
  return config.validate(u, context)
})
const faultless = validated('settings', {}, (u, context) => {
  const read = config.validate(u, context)
  return isLeft(read) ? t.failures([]) : read
})
const open = Object.assign(t.type({ log: t.string }), { schema: {} })
const unwritable = Object.assign(validated('settings', {}, config.validate), { schema: { default: () => 1 } })

const trusting = ({ log }: Readonly<Record<string, unknown>>): readonly string[] => {
  if (typeof log !== 'string') throw new Error('a bug of a plugin')
  return [log]
}

const version = 'is made by definePlugin, for this version'
const name = 'has a name that a settings file can write'
const sentence = 'says what it is in a sentence'
const shown = 'shows how it is set'
const total = 'reads settings whatever they are, or tells what is wrong with them'
const closedToOthers = 'refuses a setting that it does not have'
const schema = 'has a JSON Schema of its settings'
const shape = 'says what its events look like, however its settings are written'

const broken: readonly (readonly [what: string, change: Partial<AnySource>, promises: readonly string[]])[] = [
  ['is made for another version', { api: 0 }, [version]],
  ['has a name with a space', { name: 'my source' }, [name]],
  ['has a summary without an end', { summary: 'Events in memory' }, [sentence]],
  ['has no example', { examples: [] }, [shown]],
  [
    'has an example that it does not read',
    { examples: [{ title: 'A number', config: { log: 1 } }] },
    ['reads the settings of its example: A number', closedToOthers],
  ],
  ['throws at odd settings', { config: throwing }, [total]],
  ['refuses settings without a fault', { config: faultless }, [total, closedToOthers]],
  ['lets any setting pass', { config: open }, [closedToOthers]],
  ['has a schema that JSON cannot write', { config: unwritable }, [schema]],
  ['trusts how its settings are written', { shape: trusting }, [shape]],
]

describe('the contract of a plugin is broken by one that', () => {
  for (const [what, change, promises] of broken) {
    it(what, async () => expect(await failing(pluginCases({ ...sound, ...change }))).to.deep.equal(promises))
  }
})
