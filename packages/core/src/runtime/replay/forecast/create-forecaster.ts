import type { BodyKind, Shipment } from '../../../contracts/destination.ts'
import type { Plan, Part } from '../../../pipeline/plan.ts'
import type { Standing } from '../../../state/standings-reader.ts'
import type { Forecast, Misfit, RouteForecast } from './forecast.ts'
import type { Route } from '../../../pipeline/route.ts'
import { createSeen } from './seen.ts'

/** Adds up what would become of events. */
export interface Forecaster {
  readonly add: (line: number, plan: Plan<unknown>) => void
  readonly read: () => Pick<Forecast, 'delivered' | 'skipped' | 'buried' | 'routes' | 'misfits' | 'beyondMemory'>
  /** Shipments to be sent. */
  readonly calls: () => number
}

/** What it asks. */
export interface Knowing {
  readonly standingOf: (shipment: Shipment<unknown>) => Standing
  readonly bodies: Readonly<Record<string, BodyKind<unknown>>>
  readonly routes: readonly Pick<Route, 'name' | 'kind'>[]
  /** What happened before is not remembered, in milliseconds since the epoch. */
  readonly remembersFrom: number
}

/** So many of those that would be buried are shown. */
const mostMisfits = 5

type Tally = Record<string, number>
type RouteTally = {
  -readonly [K in keyof RouteForecast]: RouteForecast[K] extends Readonly<Tally> ? Tally : RouteForecast[K]
}

/** How a part of an event ends. */
type End = { readonly as: 'delivered' } | { readonly as: 'skipped' | 'buried'; readonly reason: string }

const bump = (tally: Tally, reason: string): void => {
  tally[reason] = (tally[reason] ?? 0) + 1
}

export const createForecaster = ({ standingOf, bodies, routes: all, remembersFrom }: Knowing): Forecaster => {
  const seen = createSeen()
  const routes = new Map<string, RouteTally>()
  const skipped: Tally = {}
  const buried: Tally = {}
  const misfits: Misfit[] = []
  let delivered = 0
  let calls = 0
  let beyondMemory = 0

  const routeOf = (name: string): RouteTally => {
    const known = routes.get(name)
    if (known !== undefined) return known
    const none = { shipments: 0, delivered: 0, repeated: 0, skipped: {}, inDoubt: 0, buried: {}, naming: 0 }
    // What does the same when it is done twice is no event: it earns nothing.
    const isHarmless = all.some((route) => route.name === name && bodies[route.kind]?.doubtful === 'harmless')
    const made: RouteTally = { ...none, pays: isHarmless ? 'never' : 'may' }
    routes.set(name, made)
    return made
  }

  const addReady = (route: RouteTally, shipment: Shipment<unknown>): End => {
    const standing = standingOf(shipment)
    if (standing === 'delivered') {
      route.delivered += 1
      return { as: 'skipped', reason: 'duplicate' }
    }
    if (standing === 'parked' || standing === 'suppressed') {
      bump(route.skipped, standing)
      return { as: 'skipped', reason: standing }
    }
    if (!seen.isNew(`${shipment.route}\n${shipment.messageId}`)) {
      route.repeated += 1
      return { as: 'skipped', reason: 'duplicate' }
    }
    calls += 1
    route.shipments += 1
    if (standing === 'in doubt') route.inDoubt += 1
    if (route.pays !== 'never' && namesPay(shipment.body)) {
      route.pays = 'names'
      route.naming += 1
    }
    return { as: 'delivered' }
  }

  const addPart = (line: number, part: Part<unknown>): End => {
    const route = routeOf(part.route)
    if (part._tag === 'Ready') return addReady(route, part.shipment)
    const { reason } = part
    bump(part._tag === 'Faulty' ? route.buried : route.skipped, reason)
    if (part._tag === 'Faulty' && misfits.length < mostMisfits) {
      misfits.push({ line, route: part.route, reason, faults: part.faults })
    }
    return { as: part._tag === 'Faulty' ? 'buried' : 'skipped', reason }
  }

  const endOf = (line: number, plan: Plan<unknown>): End => {
    if (plan._tag === 'Undecodable') {
      if (misfits.length < mostMisfits) misfits.push({ line, reason: 'undecodable', faults: plan.faults })
      return { as: 'buried', reason: 'undecodable' }
    }
    const none: End = { as: 'skipped', reason: 'no route' }
    if (plan._tag === 'Unwanted') return { as: 'skipped', reason: plan.reason }
    const ends = plan.parts.map((part) => addPart(line, part))
    if (ends.length > 0 && happenedBefore(plan.event.fields['timestamp'], remembersFrom)) beyondMemory += 1
    return ends.find(({ as }) => as === 'buried') ?? ends.find(({ as }) => as === 'delivered') ?? ends[0] ?? none
  }

  return {
    add: (line, plan) => {
      const end = endOf(line, plan)
      if (end.as === 'delivered') delivered += 1
      else bump(end.as === 'skipped' ? skipped : buried, end.reason)
    },
    calls: () => calls,
    read: () => ({ delivered, skipped, buried, routes: Object.fromEntries(routes), misfits, beyondMemory }),
  }
}

const happenedBefore = (timestamp: unknown, ms: number): boolean =>
  typeof timestamp === 'string' && Date.parse(timestamp) < ms

/** docs.voucherify.io, "Track Custom Event": `loyalty.code` is the card that earns, `referral.code` the referral that converts. */
const namesPay = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  (('loyalty' in body && body.loyalty !== undefined) || ('referral' in body && body.referral !== undefined))
