import type { Part, Plan } from '@vouchrelay/core'
import { prospectOf } from './prospect.ts'

const partRecord = (part: Part<unknown>) => {
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
export const planRecord = (line: number, plan: Plan<unknown>) =>
  plan._tag === 'Undecodable'
    ? { line, ...prospectOf(plan), faults: plan.faults }
    : { line, messageId: plan.event.messageId, ...prospectOf(plan), routes: plan.parts.map(partRecord) }
