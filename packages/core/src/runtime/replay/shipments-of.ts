import type { Outcome } from '../../contracts/outcome.ts'
import type { Plan } from '../../pipeline/plan.ts'

/** Shipments of a plan that are to be sent. */
export const shipmentsReady = (plan: Plan<unknown>): number =>
  plan._tag === 'Planned' ? plan.parts.filter(({ _tag }) => _tag === 'Ready').length : 0

/** Those that were to be sent, and were not: they took no call. */
export const shipmentsPassed = ({ shipments }: Outcome): number =>
  shipments.filter(({ end }) => end._tag === 'Returned' || (end._tag === 'Skipped' && end.reason !== 'no identity'))
    .length
