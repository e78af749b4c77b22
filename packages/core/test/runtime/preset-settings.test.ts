import { expect } from 'chai'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import { definePlugin } from '../../src/contracts/plugin.ts'
import { createCatalogue } from '../../src/runtime/catalogue.ts'
import { proveExamples } from '../../src/runtime/proof.ts'
import { createDryRun } from '../../src/runtime/dry-run.ts'
import { planSays, planWritten } from '../../src/runtime/proof.ts'
import { relaySettings, type RelaySettings } from '../../src/runtime/relay-settings.ts'
import { closed } from '../../src/settings/closed.ts'
import { describeComplaint } from '../../src/settings/complaint.ts'
import { loadSettings } from '../../src/settings/load.ts'

const json = definePlugin({
  kind: 'source',
  name: 'json',
  summary: 'A source of whatever is written.',
  status: 'stable',
  config: closed('the settings of the source json', {}),
  examples: [],
  shape: () => ['type', 'userId', 'anonymousId', 'properties'],
  pure: () => ({
    // The bytes of an entry are JSON: the test wrote them.
    decode: (raw) => right({ messageId: 'm', fields: JSON.parse(String((raw as { bytes: Uint8Array }).bytes)) }),
  }),
  create: () => async () => ({ _tag: 'Left', left: { _tag: 'StartFailure', part: 'json', message: 'never started' } }),
})

const customer = { source_id: '$.userId' }
const examples = [{ event: { type: 'order' }, expect: { skips: 'no identity' } }] as const

const shop = definePlugin({
  kind: 'preset',
  name: 'shop',
  summary: 'Orders and returns.',
  routes: [
    { name: 'order', when: 'type = "order"', body: { event: 'order', customer, metadata: '$.properties' }, examples },
    {
      name: 'refund',
      when: 'type = "refund"',
      body: { event: 'refund', customer, metadata: { '@coalesce': ['$.properties', {}] } },
      examples,
    },
  ],
})

const people = definePlugin({
  kind: 'preset',
  name: 'people',
  summary: 'Customers.',
  routes: [
    { name: 'signed-up', body: { event: 'signed_up', customer }, examples },
    { name: 'profile', makes: 'customer', body: { source_id: '$.userId' }, examples },
  ],
})

const server = 'applicationId: a, secretKey: s'

const load = (routes: string, keys = server) =>
  loadSettings(relaySettings(createCatalogue([json, shop, people])), {
    file: 'relay.yaml',
    text: `sources: [{ use: json }]\nroutes:\n${routes}\ndestination: { use: voucherify, ${keys} }`,
    environment: {},
  })

const loaded = (routes: string): RelaySettings => {
  const settings = load(routes)
  if (isLeft(settings)) throw new Error(settings.left.map(describeComplaint).join('\n'))
  return settings.right
}

const complaints = (routes: string, keys = server): readonly string[] => {
  const settings = load(routes, keys)
  return isLeft(settings) ? settings.left.map(describeComplaint) : []
}

const says = (routes: string, event: Readonly<Record<string, unknown>>): unknown => {
  const dryRun = createDryRun(loaded(routes), 'json')
  return dryRun === undefined ? undefined : planSays(planWritten(dryRun, event))
}

const order = { type: 'order', userId: 'u', properties: { total: 1 } }

describe('a preset', () => {
  it('brings its routes', () => {
    expect(says('  - use: shop', order)).to.deep.equal({
      routes: { order: { body: { event: 'order', customer: { source_id: 'u' }, metadata: { total: 1 } } } },
    })
  })

  it('stands beside routes of one own', () => {
    const { routes } = loaded('  - use: shop\n  - { name: own, body: { event: e, customer: { source_id: $.userId } } }')
    expect(routes.map(({ name, preset }) => [name, preset])).to.deep.equal([
      ['order', 'shop'],
      ['refund', 'shop'],
      ['own', undefined],
    ])
  })

  it('is used twice under two names', () => {
    const { routes } = loaded('  - { use: shop, except: [refund] }\n  - { use: shop, name: eu, only: [order] }')
    expect(routes.map(({ name }) => name)).to.deep.equal(['order', 'eu-order'])
  })

  const overlays: readonly (readonly [what: string, over: string, body: unknown])[] = [
    ['adds', 'body: { loyalty: { code: c } }', { loyalty: { code: 'c' }, metadata: { total: 1 } }],
    [
      'adds within',
      'body: { customer: { name: n } }',
      { customer: { source_id: 'u', name: 'n' }, metadata: { total: 1 } },
    ],
    ['replaces', 'body: { event: sale }', { event: 'sale', metadata: { total: 1 } }],
    ['takes away', 'body: { metadata: null }', {}],
    [
      'adds to what a path leads to',
      'body: { metadata: { channel: web } }',
      { metadata: { total: 1, channel: 'web' } },
    ],
    [
      'replaces what one of the routes has, over what all have',
      'body: { event: all }, routes: { order: { body: { event: one } } }',
      { event: 'one', metadata: { total: 1 } },
    ],
    [
      'replaces a directive with a directive',
      "body: { customer: { source_id: { '@coalesce': [$.anonymousId, $.userId] } } }",
      { metadata: { total: 1 } },
    ],
  ]
  for (const [what, over, body] of overlays) {
    it(`${what}: ${over}`, () => {
      expect(says(`  - { use: shop, only: [order], ${over} }`, order)).to.deep.equal({
        // What the body has otherwise.
        routes: { order: { body: { event: 'order', customer: { source_id: 'u' }, ...(body as object) } } },
      })
    })
  }

  it('merges members with what a directive makes', () => {
    const refund = { type: 'refund', userId: 'u', properties: { total: 1, channel: 'shop' } }
    expect(says('  - { use: shop, body: { metadata: { channel: web } } }', refund)).to.deep.equal({
      routes: {
        refund: { body: { event: 'refund', customer: { source_id: 'u' }, metadata: { total: 1, channel: 'web' } } },
      },
    })
  })

  it('takes a second filter, which must hold too', () => {
    const routes = '  - { use: shop, when: properties.total = 2, routes: { order: { when: userId != "x" } } }'
    expect([
      says(routes, order),
      Object.keys(says(routes, { ...order, properties: { total: 2 } }) as object),
      says(routes, { ...order, userId: 'x', properties: { total: 2 } }),
    ]).to.deep.equal([{ skips: 'no route' }, ['routes'], { skips: 'no route' }])
  })

  it('runs the examples that it is given', () => {
    const routes =
      '  - use: shop\n    routes:\n      order:\n        examples:\n' +
      '          - { event: { type: order }, skips: no identity }\n          - { title: two, event: { type: page }, skips: no identity }'
    expect(proveExamples(loaded(routes)).map(({ title, holds }) => [title, holds])).to.deep.equal([
      ['order: example 1', true],
      ['order: two', false],
    ])
  })

  const wrong: readonly (readonly [routes: string, complaint: string])[] = [
    ['  - use: shp', '3:10 routes[0].use: expected the name of a preset: '],
    [
      '  - { use: shop, bdy: {} }',
      '3:23 routes[0].bdy: expected one of use, name, from, only, except, when, body, whenInDoubt, priority, weight, routes (did you mean body?)',
    ],
    [
      '  - { use: shop, only: [orders] }',
      '3:25 routes[0].only[0]: expected one of order, refund (did you mean order?), found "orders"',
    ],
    ['  - { use: shop, only: [] }', '3:24 routes[0].only: expected a list of names of its routes, found an empty list'],
    [
      '  - { use: shop, except: [order, refund] }',
      '3:5 routes[0]: expected a route of the preset that is wanted, found an object',
    ],
    [
      '  - { use: shop, routes: { ordr: {} } }',
      '3:34 routes[0].routes.ordr: expected one of order, refund (did you mean order?)',
    ],
    [
      '  - { use: shop, body: { event: $.evnt } }',
      '3:33 routes[0].body.event: expected a path that starts with one of type, userId',
    ],
    ['  - { use: shop, body: { evnt: e } }', '3:32 routes[0].body.evnt: expected one of event, customer'],
    [
      '  - { use: shop, routes: { order: { body: { evnt: e } } } }',
      '3:51 routes[0].routes.order.body.evnt: expected one of event, customer',
    ],
    [
      '  - { use: shop, routes: { order: { body: { customer: null } } } }',
      '3:55 routes[0].routes.order.body.customer: expected a value for customer',
    ],
    [
      '  - { use: shop, body: { customer: null }, routes: { order: { body: { event: e } } } }',
      '3:36 routes[0].body.customer: expected a value for customer',
    ],
    [`  - { use: shop, name: ${'n'.repeat(60)} }`, '3:24 routes[0].name: expected a name of letters, digits, - and _'],
    ['  - { use: shop, when: evnt = 1 }', '3:24 routes[0].when: expected a field that starts with one of type'],
    ['  - use: shop\n  - use: shop', '4:5 routes[1].name: expected a name no other of the routes has, found "order"'],
  ]
  for (const [routes, complaint] of wrong) {
    it(`complains: ${routes.trim()}`, () =>
      expect(complaints(routes)[0]?.slice(0, complaint.length + 11)).to.equal(`relay.yaml:${complaint}`))
  }

  for (const over of ["{ metadata: { total: { '@nope': 1 } } }", '{ evnt: e }', 'a text']) {
    it(`tells what is wrong with what is laid over all routes once: ${over}`, () =>
      expect(complaints(`  - { use: shop, body: ${over} }`).length).to.equal(1))
  }
})

describe('makes', () => {
  it('of a preset must be taken by the destination, or be left out', () => {
    const client = 'side: client, clientApplicationId: a, clientSecretKey: s, origin: o'
    const told = (entry: string) => complaints(`  - ${entry}`, client)
    expect([told('{ use: people }'), told('{ use: people, except: [profile] }')]).to.deep.equal([
      [
        'relay.yaml:3:5 routes[0]: expected routes that make event (leave out what does not with `except`), found "profile"',
      ],
      [],
    ])
  })

  it('names one of the bodies of the destination', () => {
    expect(
      complaints('  - { name: r, makes: evnt, body: { event: e, customer: { source_id: $.userId } } }')[0],
    ).to.match(/^relay.yaml:3:23 routes\[0\].makes: expected .*event.*found "evnt"$/)
  })
})
