import type { Shipment } from '../../contracts/destination.ts'
import type { Outcome } from '../../contracts/outcome.ts'
import type { Plan } from '../../pipeline/plan.ts'

/** Which shipments are under way: planned, and their events not settled yet. */
export interface UnderWay {
  readonly planned: (plan: Plan<unknown>) => void
  readonly ended: (outcome: Pick<Outcome, 'source' | 'deliveryId'>) => void
  /** Those to a customer. */
  readonly of: (customer: string) => readonly Shipment<unknown>[]
}

/** Nothing is under way yet. It holds as many events as the relay works on at once. */
export const createUnderWay = (): UnderWay => {
  const events = new Map<string, readonly Shipment<unknown>[]>()
  return {
    planned: (plan) => {
      const parts = plan._tag === 'Planned' ? plan.parts : []
      const shipments = parts.flatMap((part) => (part._tag === 'Ready' ? [part.shipment] : []))
      const [first] = shipments
      if (first !== undefined) events.set(nameOf(first.source, first.deliveryId), shipments)
    },
    ended: ({ source, deliveryId }) => void events.delete(nameOf(source, deliveryId)),
    of: (customer) => [...events.values()].flat().filter((shipment) => shipment.customer === customer),
  }
}

const nameOf = (source: string, deliveryId: string): string => `${source}/${deliveryId}`
