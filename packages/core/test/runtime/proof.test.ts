import { segment } from '@vouchrelay/adapter-segment'
import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { createCatalogue } from '../../src/runtime/catalogue.ts'
import { proveExamples } from '../../src/runtime/proof.ts'
import { relaySettings } from '../../src/runtime/relay-settings.ts'
import { loadSettings } from '../../src/settings/load.ts'

const proofsOf = (routes: string): unknown => {
  const text = `
sources: [{ use: segment, tracking: { writeKeys: [key] } }, { use: segment, name: open, webhooks: [{ path: /in, sharedSecret: s }] }]
routes: ${routes}
destination: { use: voucherify, applicationId: a, secretKey: s }`
  const settings = loadSettings(relaySettings(createCatalogue([segment])), { file: 'r', text, environment: {} })
  return isLeft(settings) ? settings.left : proveExamples(settings.right)
}

const body = 'body: { event: e, customer: { source_id: $.userId } }'

describe('the examples of a route', () => {
  it('are of the first source that it listens to', () => {
    const example = 'examples: [{ title: no call, event: { userId: ada }, skips: no route }]'
    const expected = { skips: 'no route' }
    expect(proofsOf(`[{ name: a, ${body}, ${example} }, { name: b, from: open, ${body}, ${example} }]`)).to.deep.equal([
      {
        title: 'a: no call',
        holds: false,
        expected,
        found: { fails: ['type: expected one of track, identify, page, screen, group, alias, delete, found nothing'] },
      },
      { title: 'b: no call', holds: false, expected, found: { body: { event: 'e', customer: { source_id: 'ada' } } } },
    ])
  })

  it('may skip a route that is named like a part of every object', () => {
    const example = 'examples: [{ event: { type: page, userId: ada }, skips: no route }]'
    const routes = `[{ name: constructor, when: type = "track", ${body}, ${example} }, { name: all, ${body} }]`
    const expected = { skips: 'no route' }
    expect(proofsOf(routes)).to.deep.equal([
      { title: 'constructor: example 1', holds: true, expected, found: expected },
    ])
  })
})
