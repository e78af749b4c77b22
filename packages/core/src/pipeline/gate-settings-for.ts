import type { Destination } from '../contracts/destination.ts'
import type { GateSettings } from './gate.ts'
import type { Route } from './route.ts'

/** What a destination says of itself and how routes share its calls, as a gate takes it. `stop` aborts a probe. */
export const gateSettingsFor = (
  { limits, probe }: Pick<Destination<unknown>, 'limits' | 'probe'>,
  routes: readonly Pick<Route, 'name' | 'weight'>[],
  stop: AbortSignal,
): GateSettings => ({
  inFlight: limits.inFlight,
  quota: limits.quota,
  weights: Object.fromEntries(routes.map(({ name, weight = 1 }) => [name, weight])),
  probe: probe && (() => probe(stop)()),
})
