import type { Delivery } from '../contracts/delivery.ts'

/** A delivery among those of all sources. */
export const idOf = ({ source, id }: Pick<Delivery, 'source' | 'id'>): string => `${source}/${id}`

/** In which order deliveries were first offered. */
export interface Orders {
  /** The number of a delivery: a new one, unless it was offered before and returned. */
  readonly of: (id: string) => number
  /** The delivery ended: it keeps its number only where it will be offered again. */
  readonly ended: (id: string, isReturned: boolean) => void
}

export const createOrders = (): Orders => {
  const known = new Map<string, number>()
  let next = 0
  return {
    of: (id) => {
      const order = known.get(id) ?? next++
      known.set(id, order)
      return order
    },
    ended: (id, isReturned) => {
      if (!isReturned) known.delete(id)
    },
  }
}
