import { inspect } from 'node:util'
import { expect } from 'chai'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { definePlugin } from '../../src/contracts/plugin.ts'
import { createCatalogue } from '../../src/runtime/catalogue.ts'
import { relaySettings } from '../../src/runtime/relay-settings.ts'
import { closed } from '../../src/settings/closed.ts'
import { describeComplaint } from '../../src/settings/complaint.ts'
import { loadSettings } from '../../src/settings/load.ts'

const list = definePlugin({
  kind: 'source',
  name: 'list',
  summary: 'A source of nothing.',
  status: 'stable',
  config: closed('the settings of the source list', {}),
  examples: [],
  shape: () => ['type', 'userId', 'properties'],
  pure: () => ({ decode: () => right({ messageId: 'm', fields: {} }) }),
  create: () => async () => left({ _tag: 'StartFailure', part: 'list', message: 'never started' }),
})

const complaints = (routes: string, sources = '[{ use: list }]'): readonly string[] => {
  const text = `sources: ${sources}\nroutes:\n${routes}\ndestination: { use: voucherify, applicationId: a, secretKey: s }`
  const loaded = loadSettings(relaySettings(createCatalogue([list])), { file: 'relay.yaml', text, environment: {} })
  return isLeft(loaded) ? loaded.left.map(describeComplaint) : []
}

describe('the settings of a relay', () => {
  it('take a body with every attribute', () => {
    expect(
      complaints(
        '  - { name: r, body: { event: e, customer: { source_id: $.userId, address: { city: $.properties.city } }, ' +
          'loyalty: { code: $.properties.card }, metadata: { any: { thing: 1 } } } }',
      ),
    ).to.deep.equal([])
  })

  it('refuse attributes that there are not, and miss those that are required', () => {
    expect(
      complaints('  - name: r\n    body:\n      customr: { source_id: $.userId }\n      loyalty: { card: $.userId }'),
    ).to.deep.equal([
      'relay.yaml:5:7 routes[0].body.event: expected a value for event, found nothing',
      'relay.yaml:5:7 routes[0].body.customer: expected a value for customer, found nothing',
      'relay.yaml:5:16 routes[0].body.customr: expected one of event, customer, referral, loyalty, metadata (did you mean customer?), found "customr"',
      'relay.yaml:6:16 routes[0].body.loyalty.code: expected a value for code, found nothing',
      'relay.yaml:6:24 routes[0].body.loyalty.card: expected code, found "card"',
    ])
  })

  it('leave a body to its events where a directive makes it', () => {
    expect(complaints("  - { name: r, body: { '@path': $.properties } }")).to.deep.equal([])
  })

  it('refuse a name given twice', () => {
    const body = 'body: { event: e, customer: { source_id: $.userId } }'
    expect(
      complaints(`  - { name: r, ${body} }\n  - { name: r, ${body} }`, '[{ use: list }, { use: list }]'),
    ).to.deep.equal([
      'relay.yaml:1:26 sources[1].name: expected a name no other of the sources has, found "list"',
      'relay.yaml:4:13 routes[1].name: expected a name no other of the routes has, found "r"',
    ])
  })

  it('tell of the sources what is wrong with them, and not of a route that names one', () => {
    const route = '  - { name: r, from: list, body: { event: e, customer: { source_id: $.userId } } }'
    expect([
      ...complaints(route, '[{ use: list }, { use: list }]'),
      ...complaints(route, '{ use: list }'),
    ]).to.deep.equal([
      'relay.yaml:1:26 sources[1].name: expected a name no other of the sources has, found "list"',
      'relay.yaml:1:10 sources: expected a list of sources, at least one, found an object',
    ])
  })

  it('refuse a path outside of what a source has, in filters too', () => {
    expect(
      complaints('  - { name: r, when: typ = "track", body: { event: e, customer: { source_id: $.userid } } }').map(
        (text) => text.slice(0, 40),
      ),
    ).to.deep.equal(['relay.yaml:3:22 routes[0].when: expected', 'relay.yaml:3:78 routes[0].body.customer.'])
  })

  it('refuse it where `from` is left empty, too', () => {
    expect(
      complaints(
        '  - { name: r, from: , when: typ = "track", body: { event: e, customer: { source_id: $.userId } } }',
      ).map((text) => text.slice(0, 40)),
    ).to.deep.equal(['relay.yaml:3:30 routes[0].when: expected'])
  })

  it('want at least one source and one route', () => {
    expect(complaints('  []', '[]')).to.deep.equal([
      'relay.yaml:1:10 sources: expected a list of sources, at least one, found an empty list',
      'relay.yaml:3:3 routes: expected a list of routes, at least one, found an empty list',
    ])
  })

  it('show no secret of a mapping that was read', () => {
    const text = `sources: [{ use: list }]
routes: [{ name: r, body: { event: e, customer: { source_id: { '@hash': { of: $.userId, salt: pepper } } } } }]
destination: { use: voucherify, applicationId: a, secretKey: s }`
    const loaded = loadSettings(relaySettings(createCatalogue([list])), { file: 'relay.yaml', text, environment: {} })
    expect(isLeft(loaded)).to.equal(false)
    expect(`${JSON.stringify(loaded)}${inspect(loaded, { depth: 20 })}`).not.to.include('pepper')
  })
})
