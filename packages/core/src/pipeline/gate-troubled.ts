import type { SendFailure } from '../contracts/failure.ts'

/** Whose a request is. */
export interface Whose {
  readonly route: string
  readonly customer: string
}

/** Tells the trouble of one customer or route from the destination's. */
export interface Troubled {
  /**
   * How a shipment's attempt ended. True: it came into doubt, as the last one of this customer or route did, and what was heard of
   * just before is that another was served. That says nothing of the destination.
   */
  readonly hear: (whose: Whose, failure: SendFailure | undefined) => boolean
}

/** So many are remembered: those whose trouble is the latest. */
const mostRemembered = 1_000

export const createTroubled = (): Troubled => {
  /** Customers and routes in doubt and not served since; the latest is the last. */
  const names = new Set<string>()
  // One doubt more, whosever it is, may be the destination's: so an outage costs one doubt that is taken for somebody's own.
  let isServing = false

  const remember = (name: string): void => {
    names.delete(name)
    names.add(name)
    const [oldest] = names.size > mostRemembered ? names : []
    if (oldest !== undefined) names.delete(oldest)
  }

  return {
    hear: (whose, failure) => {
      if (failure?.fate === 'in-doubt') {
        const isOwn = isServing && namesOf(whose).some((name) => names.has(name))
        namesOf(whose).forEach(remember)
        isServing = false
        return isOwn
      }
      if (failure !== undefined && failure.fate !== 'refused') return false
      isServing = true
      if (names.size > 0) for (const name of namesOf(whose)) names.delete(name)
      return false
    },
  }
}

const namesOf = ({ route, customer }: Whose): readonly string[] => [`route ${route}`, `customer ${customer}`]
