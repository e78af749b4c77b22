import { expect } from 'chai'
import { right } from 'fp-ts/lib/Either.js'
import { left } from 'fp-ts/lib/TaskEither.js'
import {
  closed,
  createCatalogue,
  createDryRun,
  definePlugin,
  describeComplaint,
  loadSettings,
  planSays,
  planWritten,
  proveExamples,
  provePreset,
  relaySettings,
  type JsonObject,
  type Preset,
  type Proof,
  type RelaySettings,
} from '@vouchrelay/core'
import { segment } from '@vouchrelay/adapter-segment'
import { startSandbox } from '@vouchrelay/sandbox'

/** A source of whatever is written, where Segment's would refuse it. */
const json = definePlugin({
  kind: 'source',
  name: 'json',
  summary: 'A source of whatever is written.',
  status: 'stable',
  config: closed('the settings of the source json', {}),
  examples: [],
  pure: () => ({
    // The bytes of an entry are JSON: the test wrote them.
    decode: (raw) => right({ messageId: 'm', fields: JSON.parse(String((raw as { bytes: Uint8Array }).bytes)) }),
  }),
  create: () => left({ _tag: 'StartFailure', part: 'json', message: 'never started' }),
})

const shop = '{ use: segment, name: shop, tracking: { writeKeys: [key] } }'

const settingsOf = (routes: string, source = shop): RelaySettings => {
  const text = `sources: [${source}]\nroutes: ${routes}\ndestination: { use: voucherify, applicationId: a, secretKey: s }`
  const read = loadSettings(relaySettings(createCatalogue([segment, json])), {
    file: 'relay.yaml',
    text,
    environment: {},
  })
  if (read._tag === 'Left') throw new Error(read.left.map(describeComplaint).join('\n'))
  return read.right
}

const says = (routes: string, event: JsonObject, source?: string): unknown => {
  const settings = settingsOf(routes, source)
  const dryRun = createDryRun(settings, settings.sources[0]?.name ?? '')
  return dryRun === undefined ? undefined : planSays(planWritten(dryRun, event))
}

const namesIn = (routes: string): readonly string[] => settingsOf(routes).routes.map(({ name }) => name)

const { presets } = createCatalogue([])

/** A preset's routes as a settings file writes routes of its own. */
const written = ({ routes }: Preset): string =>
  JSON.stringify(
    routes.map(({ examples, ...route }) => ({
      ...route,
      examples: examples.map(({ expect, ...example }) => ({ ...example, ...expect })),
    })),
  )

/** What its examples make, with the kind of body they are. */
const bodiesOf = ({ routes }: Preset): readonly (readonly [kind: string, body: unknown])[] =>
  routes.flatMap(({ makes = 'event', examples }) =>
    examples.flatMap(({ expect }) => ('body' in expect ? [[makes, expect.body] as const] : [])),
  )

const checkAll = (proofs: readonly Proof[]): void => {
  for (const { title, expected, found } of proofs) it(title, () => expect(found).to.deep.equal(expected))
}

for (const preset of presets.values()) {
  describe(`the preset ${preset.name}`, () => {
    describe('keeps its examples with what Segment sends', () =>
      checkAll(provePreset(settingsOf(`[{ use: ${preset.name} }]`), preset)))

    it('has an example for each route, and a body for each', () => {
      const shown = preset.routes.map(({ examples }) => examples.some(({ expect }) => 'body' in expect))
      expect(shown).to.deep.equal(preset.routes.map(() => true))
    })

    it('can be copied into a settings file as it is', () => {
      const proofs = proveExamples(settingsOf(written(preset)))
      expect(proofs.filter(({ holds }) => !holds)).to.deep.equal([])
      expect(proofs).to.have.length(preset.routes.flatMap(({ examples }) => examples).length)
    })

    it('makes bodies that Voucherify takes', async () => {
      await using sandbox = await startSandbox()
      const { applicationId, secretKey } = sandbox.settings
      const headers = { 'x-app-id': applicationId, 'x-app-token': secretKey, 'content-type': 'application/json' }
      const bodies = bodiesOf(preset)
      const answers = await Promise.all(
        bodies.map(async ([kind, body]) => {
          const url = `${sandbox.url}/v1/${kind}s`
          const { ok, status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
          return ok ? 'taken' : { status, body }
        }),
      )
      expect(answers).to.deep.equal(bodies.map(() => 'taken'))
    })

    it('sends metadata of events as an event schema may have it: flat', () => {
      const nested = bodiesOf(preset)
        .filter(([kind]) => kind === 'event')
        .flatMap(([, body]) => Object.entries((body as { metadata?: object }).metadata ?? {})) // the body of an event
        .filter(([, value]) => typeof value === 'object')
      expect(nested).to.deep.equal([])
    })
  })
}

/** https://segment.com/docs/connections/spec/ecommerce/v2/ */
const spec = [
  ['Products Searched', 'Product List Viewed', 'Product List Filtered', 'Promotion Viewed', 'Promotion Clicked'],
  ['Product Clicked', 'Product Viewed', 'Product Added', 'Product Removed', 'Cart Viewed', 'Checkout Started'],
  ['Checkout Step Viewed', 'Checkout Step Completed', 'Payment Info Entered', 'Order Completed', 'Order Updated'],
  ['Order Refunded', 'Order Cancelled', 'Coupon Entered', 'Coupon Applied', 'Coupon Denied', 'Coupon Removed'],
  ['Product Added to Wishlist', 'Product Removed from Wishlist', 'Wishlist Product Added to Cart', 'Product Shared'],
  ['Cart Shared', 'Product Reviewed'],
].flat()

describe("Segment's e-commerce spec", () => {
  const both = '[{ use: segment-ecommerce }, { use: segment-ecommerce-browsing }]'
  const dryRun = createDryRun(settingsOf(both), 'shop')

  for (const event of spec) {
    const name = event.toLowerCase()
    it(`${event} is one event`, () => {
      const call = { type: 'track', userId: 'u', event }
      const body = { event: name.replaceAll(' ', '_'), customer: { source_id: 'u' } }
      const said = dryRun === undefined ? undefined : planSays(planWritten(dryRun, call))
      expect(said).to.deep.equal({ routes: { [name.replaceAll(' ', '-')]: { body } } })
    })
  }

  it('has no other events', () => expect(namesIn(both)).to.have.length(spec.length))
})

describe('a preset with changes', () => {
  const order = { type: 'track', userId: 'u', event: 'Order Completed', properties: { order_id: 'o', total: '12.50' } }
  const anonymous = { ...order, userId: null, anonymousId: 'visitor-1' }
  const either = "source_id: { '@coalesce': [$.userId, $.anonymousId] }"

  it('takes anonymous events where that is laid over it', () => {
    const routes = `[{ use: segment-ecommerce, body: { customer: { ${either} } } }]`
    const metadata = { order_id: 'o', total: 12.5 }
    expect(says(routes, anonymous)).to.deep.equal({
      routes: {
        'order-completed': { body: { event: 'order_completed', customer: { source_id: 'visitor-1' }, metadata } },
      },
    })
  })

  it('takes them as Classic did, in events and in customers', () => {
    const routes = `[{ use: segment-classic, routes: { identify: { body: { ${either} } }, track: { body: { customer: { ${either} } } } } }]`
    const identify = { type: 'identify', anonymousId: 'visitor-1', traits: { firstName: 'Ada' } }
    expect([says(routes, anonymous), says(routes, identify)]).to.deep.equal([
      { routes: { track: { body: { event: 'Order Completed', customer: { source_id: 'visitor-1' } } } } },
      { routes: { identify: { body: { source_id: 'visitor-1', name: 'Ada' } } } },
    ])
  })

  it('sends more, another type, and less', () => {
    const metadata =
      "metadata: { gift: { '@boolean': $.properties.gift }, total: { '@string': $.properties.total }, tax: null }"
    const properties = { total: '12.50 EUR', gift: 'yes', tax: 'none' }
    expect(says(`[{ use: segment-ecommerce, body: { ${metadata} } }]`, { ...order, properties })).to.deep.equal({
      routes: {
        'order-completed': {
          body: {
            event: 'order_completed',
            customer: { source_id: 'u' },
            metadata: { total: '12.50 EUR', gift: true },
          },
        },
      },
    })
  })

  it('sends texts as numbers', () => {
    const metadata = "metadata: { total: { '@number': $.properties.total } }"
    expect(says(`[{ use: mparticle-attributes, body: { ${metadata} } }]`, order)).to.deep.equal({
      routes: {
        event: {
          body: {
            event: 'Order Completed',
            customer: { source_id: 'u' },
            metadata: { order_id: 'o', total: 12.5 },
          },
        },
      },
    })
  })

  it('has a code elsewhere', () => {
    const over = 'loyalty: { code: $.context.loyalty }'
    const event = { type: 'track', userId: 'u', event: 'Order Completed', context: { loyalty: 'L-7' } }
    expect(says(`[{ use: segment-voucherify, body: { ${over} }, only: [track] }]`, event)).to.deep.equal({
      routes: {
        track: { body: { event: 'Order Completed', customer: { source_id: 'u' }, loyalty: { code: 'L-7' } } },
      },
    })
  })

  it('has only the routes that are wanted', () =>
    expect(namesIn('[{ use: segment-ecommerce-browsing, only: [cart-viewed, product-viewed] }]')).to.deep.equal([
      'product-viewed',
      'cart-viewed',
    ]))

  it('has all but those that are not', () =>
    expect(namesIn('[{ use: segment-voucherify, except: [page, screen] }]')).to.deep.equal([
      'track',
      'identify',
      'group',
    ]))

  it('stands beside another under a name of its own', () =>
    expect(namesIn('[{ use: segment-voucherify, only: [track] }, { use: segment-classic, name: old }]')).to.deep.equal([
      'track',
      'old-identify',
      'old-track',
    ]))
})

describe('the preset segment-classic', () => {
  const unnamed: readonly (readonly [what: string, event: JsonObject, name: string])[] = [
    ['its name', { type: 'track', userId: 'u', name: 'Prices' }, 'Prices'],
    ['its type', { type: 'track', userId: 'u' }, 'track'],
  ]
  for (const [what, event, name] of unnamed) {
    it(`calls an event without a name of its own by ${what}`, () =>
      expect(says('[{ use: segment-classic }]', event, '{ use: json }')).to.deep.equal({
        routes: { track: { body: { event: name, customer: { source_id: 'u' } } } },
      }))
  }
})
