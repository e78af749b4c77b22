import type { BuryReason, Plan, SkipReason } from '@vouchrelay/core'

/** What would become of an event if the destination took all that is sent to it. */
export type Prospect =
  | { readonly end: 'delivered'; readonly shipments: number }
  | { readonly end: 'skipped'; readonly reason: SkipReason }
  | { readonly end: 'buried'; readonly reason: BuryReason }

/** The worst of an event's parts, as the relay counts it: buried, then delivered, then skipped. */
export const prospectOf = (plan: Plan<unknown>): Prospect => {
  if (plan._tag === 'Undecodable') return { end: 'buried', reason: 'undecodable' }
  if (plan._tag === 'Unwanted') return { end: 'skipped', reason: plan.reason }
  const faulty = plan.parts.find((part) => part._tag === 'Faulty')
  if (faulty !== undefined) return { end: 'buried', reason: faulty.reason }
  const shipments = plan.parts.filter((part) => part._tag === 'Ready').length
  if (shipments > 0) return { end: 'delivered', shipments }
  const passed = plan.parts.find((part) => part._tag === 'PassedOver')
  return { end: 'skipped', reason: passed?.reason ?? 'no route' }
}
