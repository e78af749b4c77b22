import { expect } from 'chai'
import { readFile } from 'node:fs/promises'
import { createDryRun } from '@vouchrelay/core'
import { createEvents } from './bundle/events.ts'
import type { Fate, Labelled } from './bundle/labelled.ts'
import { createBundle } from './generate.ts'
import { loadExample, source } from './tour/relay.ts'

const read = (name: string): Promise<string> => readFile(new URL(name, import.meta.url), 'utf8')

/** What can be told of a fate without the past and without the destination. */
const planned = (fate: Fate): Fate => (fate === 'duplicate' || fate === 'refused' ? 'delivered' : fate)

const fatesOf = ({ fates }: Labelled): unknown =>
  typeof fates === 'string'
    ? fates
    : Object.fromEntries(Object.entries(fates).map(([route, fate]) => [route, planned(fate)]))

describe('the bundle', () => {
  it('is what generate.ts makes', async () => {
    const { events, expected } = createBundle()
    expect([await read('events.ndjson'), await read('expected.json')]).to.deep.equal([events, expected])
  })

  it('has at least 500 events, of all six types', () => {
    const types = createEvents().map(({ call }) => call['type'])
    expect(types.length).to.be.at.least(500)
    expect(types).to.include.members(['track', 'identify', 'page', 'screen', 'group', 'alias'])
  })

  it('becomes what its labels say, by the routes of relay.yaml', async () => {
    const plan = createDryRun(await loadExample({}), source)
    const foretold = createEvents().map(({ call }): unknown => {
      const made = plan?.(Buffer.from(JSON.stringify(call)), 0)
      if (made?._tag !== 'Planned') return 'undecodable'
      if (made.parts.length === 0) return 'no route'
      return Object.fromEntries(
        made.parts.map((part) => [part.route, part._tag === 'Ready' ? 'delivered' : part.reason]),
      )
    })
    expect(foretold).to.deep.equal(createEvents().map(fatesOf))
  })
})
