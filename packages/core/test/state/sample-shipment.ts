import type { Delivery } from '../../src/contracts/delivery.ts'
import type { Shipment } from '../../src/contracts/destination.ts'
import type { DoubtCause, Fate } from '../../src/contracts/failure.ts'
import type { Conclusion, Entry } from '../../src/contracts/ledger.ts'
import type { Letter } from '../../src/contracts/letters.ts'
import type { Attempt, Buried, BuryReason } from '../../src/contracts/outcome.ts'

/** A shipment of a shop; what a test does not name is the same for all. */
export const shipmentOf = (some: Partial<Shipment<unknown>> = {}): Shipment<unknown> => ({
  source: 'shop',
  deliveryId: '1',
  messageId: 'm1',
  route: 'orders',
  kind: 'event',
  customer: 'ann',
  body: { event: 'order' },
  whenInDoubt: 'verify',
  priority: 'normal',
  receivedAt: 500,
  ...some,
})

/** An attempt that failed. */
export const failed = (fate: Fate, at = 900, doubt?: DoubtCause): Attempt => ({
  at,
  failure: { _tag: 'SendFailure', fate, message: `it is ${fate}`, ...(doubt && { doubt }) },
})

/** That it was delivered. */
export const delivered = (shipment: Shipment<unknown>, attempts: readonly Attempt[] = []): Conclusion => ({
  shipment,
  end: { _tag: 'Forwarded', receipt: { status: 202, requestId: 'r-1' } },
  attempts,
})

const burial = (reason: BuryReason, attempts: readonly Attempt[]): Buried => ({
  _tag: 'Buried',
  reason,
  faults: [],
  attempts,
})

/** That it was buried, with its letter. */
export const buried = (shipment: Shipment<unknown>, reason: BuryReason, attempts: readonly Attempt[] = []): Entry => {
  const end = burial(reason, attempts)
  return { conclusion: { shipment, end, attempts }, letter: letterOf(shipment, end) }
}

/** The letter of a shipment. */
export const letterOf = (shipment: Shipment<unknown>, end: Buried = burial('refused', [])): Letter => {
  const { source, deliveryId, messageId, route, kind, customer, body, receivedAt } = shipment
  const about = { source, deliveryId, messageId, route, kind, customer, body, receivedAt }
  return { ...about, end, bytes: Buffer.from('{}'), envelope: undefined, buriedAt: 2_000 }
}

/** A delivery that no journal of the state file knows. */
export const strangerOf = (shipment: Shipment<unknown>): Delivery => ({
  source: shipment.source,
  id: shipment.deliveryId,
  raw: undefined,
  bytes: Buffer.from('{}'),
  receivedAt: shipment.receivedAt,
  settle: () => () => Promise.resolve(),
})
