import type { Part, Plan } from '@vouchrelay/core'
import { prospectOf } from './prospect.ts'

/** What becomes of a route's part of an event, for programs. */
export const partRecord = (part: Part<unknown>) => {
  const { route } = part
  switch (part._tag) {
    case 'Ready':
      return { route, end: 'delivered', customer: part.shipment.customer, body: part.shipment.body }
    case 'PassedOver':
      return { route, end: 'skipped', reason: part.reason }
    case 'Faulty':
      return { route, end: 'buried', reason: part.reason, faults: part.faults, body: part.body }
    default:
      return part satisfies never
  }
}

/** An event's plan for programs. */
export const planRecord = (line: number, plan: Plan<unknown>) => {
  switch (plan._tag) {
    case 'Undecodable':
      return { line, ...prospectOf(plan), faults: plan.faults }
    case 'Unwanted':
      return { line, ...prospectOf(plan), routes: [] }
    case 'Planned':
      return { line, messageId: plan.event.messageId, ...prospectOf(plan), routes: plan.parts.map(partRecord) }
    default:
      return plan satisfies never
  }
}
