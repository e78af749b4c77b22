import type { Fault } from '../../../contracts/failure.ts'
import type { Quota } from '../../../contracts/quota.ts'

/** What would become of the shipments of a route. */
export interface RouteForecast {
  /** To be sent: a call each. */
  readonly shipments: number
  /** Skipped, since the state remembers them as delivered. */
  readonly delivered: number
  /** Skipped, since the same event stands in the file before. */
  readonly repeated: number
  /** Skipped for another reason, by it. */
  readonly skipped: Readonly<Record<string, number>>
  /** Of those to be sent: what an earlier attempt did is not known, so the route's `whenInDoubt` decides. */
  readonly inDoubt: number
  /** Buried, by reason. */
  readonly buried: Readonly<Record<string, number>>
  /**
   * Whether what it sends may pay: `names` a loyalty card or a referral in so many bodies, `may`, since any event can earn points
   * by a rule of the project, or `never`.
   */
  readonly pays: 'never' | 'may' | 'names'
  /** Bodies to be sent with a loyalty card or a referral. */
  readonly naming: number
}

/** One event that would be buried. */
export interface Misfit {
  readonly line: number
  /** Absent where no route saw it. */
  readonly route?: string | undefined
  readonly reason: string
  readonly faults: readonly Fault[]
}

/** What the calls cost. */
export interface Cost {
  readonly calls: number
  readonly quota?: Quota | undefined
  /** Calls of a billing cycle that are the relay's for such shipments, and which part of them this is (1 is all of them). */
  readonly cycle?: { readonly calls: number; readonly part: number } | undefined
  /** How long it takes at least, in milliseconds, live events aside; absent where neither a quota nor a rate is known. */
  readonly leastMs?: number | undefined
}

/** What a replay of a file would do, as far as can be told without the destination. `lines = blank + delivered + skipped + buried`. */
export interface Forecast {
  readonly file: string
  readonly source: string
  /** The line it goes on behind; 0: it begins at the beginning. */
  readonly from: number
  readonly lines: number
  readonly blank: number
  /** Events with a shipment to be sent, and none that is buried. */
  readonly delivered: number
  /** By reason. */
  readonly skipped: Readonly<Record<string, number>>
  readonly buried: Readonly<Record<string, number>>
  readonly routes: Readonly<Record<string, RouteForecast>>
  /** The first of those that would be buried. */
  readonly misfits: readonly Misfit[]
  readonly cost: Cost
  /** Events that happened before what the state remembers: whether they were delivered is not known. */
  readonly beyondMemory: number
  /** What keeps the forecast from being sure, a sentence each. */
  readonly notes: readonly string[]
}
