import type { BuryReason, SkipReason } from '@vouchrelay/core'
import type { Fate, Labelled } from './labelled.ts'

/** What is to become of events or shipments. Reasons that do not occur are absent. */
export interface Ends {
  readonly delivered: number
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>
  readonly buried: Readonly<Partial<Record<BuryReason, number>>>
}

/** The sums of a bundle: its events, and the shipments of each route. */
export interface Expected extends Ends {
  readonly received: number
  readonly routes: Readonly<Record<string, Ends>>
}

const buryReasons: readonly BuryReason[] = ['undecodable', 'unmappable', 'invalid', 'refused', 'exhausted', 'in doubt']
const skipReasons: readonly SkipReason[] = ['no route', 'duplicate', 'no identity', 'suppressed', 'tombstone']

const howMany = (fates: readonly Fate[], reasons: readonly Fate[]): Readonly<Record<string, number>> => {
  const counted = reasons.map((reason) => [reason, fates.filter((fate) => fate === reason).length] as const)
  return Object.fromEntries(counted.filter(([, n]) => n > 0))
}

const sum = (fates: readonly Fate[]): Ends => ({
  delivered: fates.filter((fate) => fate === 'delivered').length,
  skipped: howMany(fates, skipReasons),
  buried: howMany(fates, buryReasons),
})

/** An event is buried if one of its shipments is, else delivered if one is, else skipped. */
const fateOf = ({ fates }: Labelled): Fate => {
  if (typeof fates === 'string') return fates
  const all = Object.values(fates)
  const buried = all.find((fate) => buryReasons.some((reason) => reason === fate))
  return buried ?? all.find((fate) => fate === 'delivered') ?? all[0] ?? 'no route'
}

/** Adds up what whoever made the events up says about them. */
export const expectedOf = (events: readonly Labelled[]): Expected => {
  const shipments = events.flatMap(({ fates }) => (typeof fates === 'string' ? [] : Object.entries(fates)))
  const routes = [...new Set(shipments.map(([route]) => route))].toSorted()
  const ofRoute = (name: string) => shipments.flatMap(([route, fate]) => (route === name ? [fate] : []))
  return {
    received: events.length,
    ...sum(events.map(fateOf)),
    routes: Object.fromEntries(routes.map((name) => [name, sum(ofRoute(name))])),
  }
}
