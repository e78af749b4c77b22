import { expect } from 'chai'
import { folder, vouchrelay } from './vouchrelay.ts'

const relay = `
sources:
  - { use: segment, name: shop, listen: { port: 0 }, tracking: { writeKeys: [key] } }
  - { use: segment, name: app, listen: { port: 0 }, tracking: { writeKeys: [key] } }
routes:
  - name: order
    when: type = "track" and (event = "Order Completed" or event = "Order Updated")
    body:
      event: order_completed
      customer:
        source_id: $.userId
        email: { '@coalesce': [$.properties.email, { '@path': $.context.traits.email }] }
      loyalty: { code: $.properties.loyalty_card }
      metadata:
        total: { '@number': $.properties.total }
        items: $.properties.products
  - name: coupon
    from: app
    body: { event: coupon_used, customer: { source_id: $.userId } }
  - name: vip
    when: type = "track" and properties.vip = true
    body: { event: vip, customer: { source_id: $.userId } }
  - name: everything
    body: { event: $.event, customer: { source_id: $.userId } }
destination: { use: voucherify, baseUrl: 'http://127.0.0.1:4010', applicationId: app, secretKey: secret }
`

const order = { type: 'track', messageId: 'm1', userId: 'ada', event: 'Order Updated' }
const products = [
  { sku: 'a', name: 'Espresso beans' },
  { sku: 'b', name: 'Filter beans' },
]
const events = [
  { ...order, properties: { total: '12.50', products }, context: { traits: { email: 'ada@example.com' } } },
  { ...order, messageId: 'm2', event: 'Signed Up', userId: null, anonymousId: 'v1', properties: { vip: 'yes' } },
  { ...order, messageId: 'm3', properties: { total: 'abc', email: 'b@example.com' } },
  { type: 'trak' },
]

const text = `line 1  m1
  order →
    because type = "track", event = "Order Updated"
    event               "order_completed"                                   as written
    customer.source_id  "ada"                                               $.userId
    customer.email      "ada@example.com"                                   $.properties.email (missing), $.context.traits.email by @coalesce
    loyalty.code        missing                                             $.properties.loyalty_card
    metadata.total      12.5                                                $.properties.total ("12.50") by @number
    metadata.items      [{"sku":"a","name":"Espresso beans"},{"sku":"b"...  $.properties.products
  everything →
    wants every event
    event               "Order Updated"  $.event
    customer.source_id  "ada"            $.userId
  not wanted by
    coupon  listens to app
    vip     properties.vip = true  properties.vip is missing
line 2  m2
  everything: skipped, no identity
    wants every event
    event               "Signed Up"  $.event
    customer.source_id  null         $.userId
  not wanted by
    order   event = "Order Completed"   event is "Signed Up"
            or event = "Order Updated"  event is "Signed Up"
    coupon  listens to app
    vip     properties.vip = true       properties.vip is "yes"
line 3  m3
  order: buried, unmappable
    because type = "track", event = "Order Updated"
    event               "order_completed"  as written
    customer.source_id  "ada"              $.userId
    customer.email      "b@example.com"    $.properties.email by @coalesce
    loyalty.code        missing            $.properties.loyalty_card
    metadata.total      faulty             $.properties.total ("abc") by @number
    metadata.items      missing            $.properties.products
    metadata.total: expected a number, or a text that is one, found "abc" ($.properties.total)
  everything →
    wants every event
    event               "Order Updated"  $.event
    customer.source_id  "ada"            $.userId
  not wanted by
    coupon  listens to app
    vip     properties.vip = true  properties.vip is missing
line 4
  buried, undecodable
    type: expected one of track, identify, page, screen, group, alias, delete, found "trak"
4 events: 1 to deliver (2 shipments), 1 to skip (1 no identity), 2 to bury (1 unmappable, 1 undecodable)
`

const recordOfSecond = {
  line: 2,
  messageId: 'm2',
  end: 'skipped',
  reason: 'no identity',
  routes: [
    {
      route: 'everything',
      end: 'skipped',
      reason: 'no identity',
      because: [],
      values: [
        { place: 'event', value: 'Signed Up', reads: [{ path: '$.event', found: '"Signed Up"' }], through: [] },
        { place: 'customer.source_id', value: null, reads: [{ path: '$.userId', found: 'null' }], through: [] },
      ],
    },
  ],
  unwanted: [
    {
      route: 'order',
      because: [
        { filter: 'event = "Order Completed"', holds: false, reads: [{ path: 'event', found: '"Signed Up"' }] },
        { filter: 'event = "Order Updated"', holds: false, reads: [{ path: 'event', found: '"Signed Up"' }] },
      ],
    },
    { route: 'coupon', from: ['app'] },
    {
      route: 'vip',
      because: [{ filter: 'properties.vip = true', holds: false, reads: [{ path: 'properties.vip', found: '"yes"' }] }],
    },
  ],
}

describe('vouchrelay plan --explain', function () {
  this.timeout(30_000)

  const explain = async (...options: readonly string[]) => {
    await using dir = await folder({ 'relay.yaml': relay })
    const input = events.map((event) => JSON.stringify(event)).join('\n')
    return await vouchrelay(['plan', 'relay.yaml', '-', '--source', 'shop', '--explain', ...options], {
      cwd: dir.path,
      input,
    })
  }

  it('says where each value comes from, and why other routes do not want the event', async () => {
    expect(await explain()).to.deep.equal({ status: 0, stdout: text, stderr: '' })
  })

  it('says it as JSON', async () => {
    const { status, stdout } = await explain('--json')
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect([status, records.length, records[1]]).to.deep.equal([0, 4, recordOfSecond])
  })
})
