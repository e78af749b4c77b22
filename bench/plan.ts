// µs per event from bytes to bytes: parse, decode, route, map, validate, encode; beside the same work by hand.
// Run: npm run -s bench:plan -- [rounds] [events a round]
import { segment } from '@vouchrelay/adapter-segment'
import { createCatalogue, createPlan, loadSettings, relaySettings } from '@vouchrelay/core'
import { isLeft } from 'fp-ts/lib/Either.js'
import { order, settings } from './orders.ts'
import { report, sideBySide } from './side-by-side.ts'

const rounds = Number(process.argv[2] ?? 31)
const events = Number(process.argv[3] ?? 50_000)

const lines = Array.from({ length: 256 }, (_, n) => Buffer.from(order(n)))
const lineAt = (n: number): Buffer => lines[n % lines.length] ?? Buffer.alloc(0)

const loaded = loadSettings(relaySettings(createCatalogue([segment])), {
  file: 'bench.yaml',
  text: settings,
  environment: { SINK: 'http://127.0.0.1:1' },
})
if (isLeft(loaded)) throw new Error(JSON.stringify(loaded.left))
const source = loaded.right.sources[0]?.pure()
if (source === undefined) throw new Error('there is no source')
const { bodies } = loaded.right.destination.pure()
const plan = createPlan({ routes: loaded.right.routes, bodies })

const receivedAt = Date.UTC(2026, 10, 21)
const envelope = JSON.stringify({ channel: 'tracking', sentAt: '2026-11-21T07:43:00.961Z' })

const planned =
  (envelope?: string) =>
  (bytes: Uint8Array): string => {
    const made = plan(source, { source: 'shop', id: '1', receivedAt, raw: { bytes, envelope, receivedAt } })
    const part = made._tag === 'Planned' ? made.parts[0] : undefined
    return part?._tag === 'Ready' ? JSON.stringify(part.shipment.body) : ''
  }

const ours = planned()

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''

const isTextIfAny = (value: unknown): boolean => value === undefined || value === null || typeof value === 'string'

/** What somebody would write who has only this one mapping, and checks what goes in and out as we do. */
const byHand = (bytes: Buffer): string => {
  const event = JSON.parse(bytes.toString('utf8')) // untyped, as such code is
  const { type, messageId, userId, properties, context, timestamp } = event
  if (type !== 'track' || event.event !== 'Order Completed') return ''
  if (!isText(messageId) || !isText(userId) || typeof properties !== 'object' || properties === null) return ''
  const total = Number(properties.total)
  const email = properties.email ?? context?.traits?.email
  const { loyalty_card: code, order_id, currency, coupon } = properties
  if (!Number.isFinite(total) || !isTextIfAny(email) || !isTextIfAny(code)) return ''
  if (![order_id, currency, coupon, timestamp].every(isTextIfAny)) return ''
  return JSON.stringify({
    event: 'order_completed',
    customer: { source_id: userId, email },
    loyalty: code ? { code } : undefined,
    metadata: { order_id, total, currency, coupon, placed_at: timestamp },
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
    { name: 'vouchrelay, times corrected', run: over(planned(envelope)) },
    { name: 'JSON.parse alone', run: over((bytes) => (JSON.parse(bytes.toString('utf8')) === null ? '' : ' ')) },
  ],
  { events, rounds, warmups: 3 },
)
if (kept === 0) throw new Error('Nothing was made.')
report('plan', figures, {
  planToHand: figures[1]?.ratio ?? NaN,
  planWithEnvelopeToHand: figures[2]?.ratio ?? NaN,
  parseToHand: figures[3]?.ratio ?? NaN,
  planUs: figures[1]?.cpuUs ?? NaN,
})
