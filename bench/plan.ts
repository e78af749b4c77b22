// µs per event from bytes to bytes: parse, decode, route, map, validate, encode; beside the same work by hand.
// Run: node --expose-gc bench/plan.ts [rounds]
import { segment } from '@vouchrelay/adapter-segment'
import { createCatalogue, createDryRun, loadSettings, relaySettings } from '@vouchrelay/core'
import { isLeft } from 'fp-ts/lib/Either.js'
import { order, settings } from './orders.ts'
import { report, sideBySide } from './side-by-side.ts'

const rounds = Number(process.argv[2] ?? 31)
const events = 20_000

const lines = Array.from({ length: 256 }, (_, n) => Buffer.from(order(n)))
const lineAt = (n: number): Buffer => lines[n % lines.length] ?? Buffer.alloc(0)

const loaded = loadSettings(relaySettings(createCatalogue([segment])), {
  file: 'bench.yaml',
  text: settings,
  environment: { SINK: 'http://127.0.0.1:1' },
})
if (isLeft(loaded)) throw new Error(JSON.stringify(loaded.left))
const dryRun = createDryRun(loaded.right, 'shop')
if (dryRun === undefined) throw new Error('there is no source shop')

const receivedAt = Date.UTC(2026, 10, 21)

const ours = (bytes: Uint8Array): string => {
  const plan = dryRun(bytes, receivedAt)
  const part = plan._tag === 'Planned' ? plan.parts[0] : undefined
  return part?._tag === 'Ready' ? JSON.stringify(part.shipment.body) : ''
}

/** What somebody would write who has only this one mapping, with the checks that keep a bad event from going out. */
const byHand = (bytes: Buffer): string => {
  const event = JSON.parse(bytes.toString('utf8')) // untyped, as such code is
  if (event.type !== 'track' || event.event !== 'Order Completed') return ''
  if (typeof event.messageId !== 'string' || typeof event.userId !== 'string') return ''
  const { properties, context } = event
  const total = Number(properties.total)
  if (!Number.isFinite(total)) return ''
  return JSON.stringify({
    event: 'order_completed',
    customer: { source_id: event.userId, email: properties.email ?? context?.traits?.email },
    loyalty: { code: properties.loyalty_card },
    metadata: {
      order_id: properties.order_id,
      total,
      currency: properties.currency,
      coupon: properties.coupon,
      placed_at: event.timestamp,
    },
  })
}

for (const bytes of lines) {
  if (ours(bytes) !== byHand(bytes)) throw new Error(`They differ:\n${ours(bytes)}\n${byHand(bytes)}`)
}

let kept = 0
const over =
  (work: (bytes: Buffer) => string): (() => void) =>
  () => {
    for (let n = 0; n < events; n++) kept += work(lineAt(n)).length
  }

const figures = await sideBySide(
  [
    { name: 'by hand', run: over(byHand) },
    { name: 'vouchrelay', run: over(ours) },
    { name: 'JSON.parse alone', run: over((bytes) => (JSON.parse(bytes.toString('utf8')) === null ? '' : ' ')) },
  ],
  { events, rounds, warmups: 3 },
)
if (kept === 0) throw new Error('Nothing was made.')
report('plan', figures, {
  planToHand: figures[1]?.ratio ?? NaN,
  parseToHand: figures[2]?.ratio ?? NaN,
  planUs: figures[1]?.cpuUs ?? NaN,
})
