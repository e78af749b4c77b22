import type { SendFailure } from '../contracts/failure.ts'

/** Whose a request is. */
export interface Whose {
  readonly route: string
  readonly customer: string
}

/** Tells the trouble of one customer or route from the destination's. */
export interface Troubled {
  /**
   * How a request ended. True: it came into doubt, as the last one of this customer or route did, and others were served between
   * the two. That says nothing of the destination.
   */
  readonly hear: (whose: Whose, failure: SendFailure | undefined) => boolean
}

/** So many are remembered: those whose trouble is the latest. One who is forgotten costs the others a moment. */
const mostRemembered = 1_000

export const createTroubled = (): Troubled => {
  /** How many had been served when a customer or route last came into doubt; the latest is the last. */
  const servedAt = new Map<string, number>()
  let served = 0

  const doubt = (name: string): boolean => {
    const before = servedAt.get(name)
    servedAt.delete(name)
    servedAt.set(name, served)
    if (servedAt.size > mostRemembered) servedAt.delete(servedAt.keys().next().value ?? name)
    return before !== undefined && before < served
  }

  return {
    hear: (whose, failure) => {
      if (failure?.fate === 'in-doubt') return namesOf(whose).map(doubt).some(Boolean)
      if (failure !== undefined && failure.fate !== 'refused') return false
      served += 1
      // Whose own request is answered is in trouble no more: so all that were served since were others'.
      if (servedAt.size > 0) for (const name of namesOf(whose)) servedAt.delete(name)
      return false
    },
  }
}

const namesOf = ({ route, customer }: Whose): readonly string[] => [`route ${route}`, `customer ${customer}`]
