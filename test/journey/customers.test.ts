/** Upserts and events of one customer, in their order, as Voucherify's own client reads them afterwards. */
// oxlint-disable-next-line import/default -- it is CommonJS: Node gives what it exports as the default
import sdk from '@voucherify/sdk'
import { expect } from 'chai'
import { startRelay } from '@vouchrelay/core'
import { startSandbox } from '@vouchrelay/sandbox'
import { drain } from './drain.ts'
import { scratch } from './scratch.ts'
import { writeKey } from './shop.ts'
import { sendAll } from './simple-order.ts'
import { keepingLog, settingsOf } from './start-shop.ts'
import { watchRequests } from './watch-requests.ts'

const settings = (voucherify: string): string => `
sources:
  - { use: segment, name: shop, listen: { port: 0 }, tracking: { writeKeys: [${writeKey}] } }
routes:
  - { use: segment-voucherify, only: [identify] }
  - { use: segment-ecommerce, only: [order-completed] }
destination: { use: voucherify, baseUrl: '${voucherify}', applicationId: sandbox-app-id, secretKey: sandbox-secret-key }
retry: { firstDelayMs: 20, maxDelayMs: 50 }
admin: { port: 0 }
`

const calls = [
  { type: 'identify', messageId: 'i-1', userId: 'ada', traits: { name: 'Ada', email: 'ada@example.com', plan: 'pro' } },
  { type: 'track', messageId: 't-1', userId: 'ada', event: 'Order Completed', properties: { total: '12.50' } },
  { type: 'identify', messageId: 'i-2', userId: 'ada', traits: { phone: 441234, plan: 'free' } },
]

describe('a relay that makes customers', () => {
  it('sends them and the events after them in order, over a failure, and the SDK reads back what was written', async () => {
    await using sandbox = await startSandbox()
    await using dir = await scratch()
    using watch = watchRequests(Number(new URL(sandbox.url).port))
    const down = { status: 503, headers: { 'retry-after': '0' } }
    sandbox.script([{ ...down, times: 2, match: { call: 'POST /v1/customers' } }])
    const started = await startRelay(settingsOf(settings(sandbox.url)), {
      file: dir.file,
      log: keepingLog().log,
      now: Date.now,
    })()
    if (started._tag === 'Left') throw new Error(started.left.message)
    const relay = started.right
    const urlOf = (wanted: string): string => relay.endpoints.find(({ title }) => title === wanted)?.url ?? ''
    await sendAll(
      urlOf('tracking API'),
      calls.map((call) => JSON.stringify(call)),
    )
    await drain(urlOf('admin'))
    await relay.stop()

    expect(watch.requests().map(({ call, status }) => `${call} ${status}`)).to.deep.equal([
      'POST /v1/customers 503',
      'POST /v1/customers 503',
      'POST /v1/customers 200',
      'POST /v1/events 200',
      'POST /v1/customers 200',
    ])

    // oxlint-disable-next-line import/no-named-as-default-member -- see above
    const client = sdk.VoucherifyServerSide({
      apiUrl: sandbox.url,
      applicationId: 'sandbox-app-id',
      secretKey: 'sandbox-secret-key',
    })
    expect(await client.customers.get('ada')).to.deep.include({
      source_id: 'ada',
      name: 'Ada',
      email: 'ada@example.com',
      phone: '441234',
      metadata: { plan: 'free' },
    })
    expect(sandbox.events().map(({ body }) => [body.event, body.customer, body.metadata?.['total']])).to.deep.equal([
      ['order_completed', { source_id: 'ada' }, 12.5],
    ])
  })
})
