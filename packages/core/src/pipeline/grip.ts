import type { Delivery } from '../contracts/delivery.ts'
import { onAbort } from './on-abort.ts'
import { idOf } from './orders.ts'

/** One delivery, which its source may want back or lose while it is on its way. */
export interface Grip {
  /**
   * Aborted when nobody wants the outcome any more: the subscriber left, the delivery was withdrawn, or it was recalled and
   * nothing of it may have taken effect.
   */
  readonly gone: AbortSignal
  /** The same, where its source can take it back at all. */
  readonly taken: AbortSignal | undefined
  /** Whether nobody wants a verdict either. */
  readonly isDropped: () => boolean
  /** Something begins that may take effect: a request, a letter. Until it is known to have had none, a recall waits. */
  readonly takesEffect: () => void
  readonly tookNone: () => void
  /** It was settled. One that was returned is held until it is offered again: its source may still take it back. */
  readonly settled: (isReturned: boolean) => void
}

/** The deliveries of one flow. */
export interface Grips {
  readonly of: (delivery: Delivery) => Grip
  /** Of what ends before anybody could want it back: it costs nothing. */
  readonly none: Grip
}

const nothing = (): void => undefined

/** @param left aborts when the subscriber leaves */
export const createGrips = (left: AbortSignal): Grips => {
  /** How to let go of those that were returned. */
  const returned = new Map<string, () => void>()
  const firm: Grip = {
    gone: left,
    taken: undefined,
    isDropped: () => left.aborted,
    takesEffect: nothing,
    tookNone: nothing,
    settled: nothing,
  }

  const loose = (delivery: Delivery): Grip => {
    const { recalled, withdrawn } = delivery
    const id = idOf(delivery)
    const taking = new AbortController()
    let effects = 0
    const take = (): void => {
      letGo()
      taking.abort()
    }
    const recall = (): void => {
      if (recalled?.aborted === true && effects === 0) take()
    }
    const isDropped = (): boolean => left.aborted || withdrawn?.aborted === true
    const hearNoMore = [
      onAbort(left, take),
      withdrawn === undefined ? nothing : onAbort(withdrawn, take),
      recalled === undefined ? nothing : onAbort(recalled, recall),
    ]
    const letGo = (): void => {
      for (const hearNot of hearNoMore) hearNot()
      if (returned.get(id) === letGo) returned.delete(id)
    }
    returned.get(id)?.()
    if (isDropped()) take()
    else recall()
    return {
      gone: taking.signal,
      taken: taking.signal,
      isDropped,
      takesEffect: () => {
        effects += 1
      },
      tookNone: () => {
        effects -= 1
        recall()
      },
      settled: (isReturned) => {
        if (!isReturned || taking.signal.aborted) return letGo()
        returned.set(id, letGo)
        effects = 0
        recall()
      },
    }
  }

  return {
    of: (delivery) => (delivery.recalled === undefined && delivery.withdrawn === undefined ? firm : loose(delivery)),
    none: firm,
  }
}
