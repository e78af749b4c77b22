import type { Destination } from '../contracts/destination.ts'
import { createGate, type Gate, type GateSettings } from '../pipeline/gate.ts'
import { gateSettingsFor } from '../pipeline/gate-settings-for.ts'
import type { State } from '../state/open-state.ts'
import { monotonicScheduler } from './monotonic-scheduler.ts'
import { keepCycle, readCycle } from './operate/cycle-notes.ts'
import type { Surroundings } from './relay.ts'
import type { RelaySettings } from './relay-settings.ts'
import type { Scope } from './scope.ts'

/** What a gate stands between. */
export interface GateWorld extends Pick<Surroundings, 'now' | 'log'> {
  readonly destination: Destination<unknown>
  /** Remembers the calls of the billing cycle. */
  readonly state: Pick<State, 'notes'>
  readonly stop: AbortSignal
  readonly scope: Pick<Scope, 'onClose'>
  readonly changed?: GateSettings['changed']
}

/** The gate in front of a destination, as a relay's settings, what it says of itself and the calls of earlier runs make it. */
export const openGate = (
  { routes }: Pick<RelaySettings, 'routes'>,
  { destination, state, stop, scope, changed, now, log }: GateWorld,
): Gate => {
  const gate = createGate(
    {
      ...gateSettingsFor(destination, routes, stop),
      spent: readCycle(state.notes),
      changed,
      warning: (message) => log.warn({}, message),
      wallNow: now,
    },
    stop,
    monotonicScheduler,
  )
  scope.onClose(keepCycle(state.notes, () => gate.quota().cycle))
  return gate
}
