import type { Delivery } from '../contracts/delivery.ts'

/** A delivery among those of all sources. */
export const idOf = ({ source, id }: Pick<Delivery, 'source' | 'id'>): string => `${source}/${id}`

/** In which order deliveries were first offered. */
export interface Orders {
  /** The number of a delivery: a new one, unless it was kept. */
  readonly of: (id: string) => number
  /** It was returned: when it is offered again, it has the same number. */
  readonly keep: (id: string, order: number) => void
  readonly forget: (id: string) => void
}

export const createOrders = (): Orders => {
  const kept = new Map<string, number>()
  let next = 0
  return {
    of: (id) => (kept.size === 0 ? undefined : kept.get(id)) ?? next++,
    keep: (id, order) => void kept.set(id, order),
    forget: (id) => {
      if (kept.size > 0) kept.delete(id)
    },
  }
}
