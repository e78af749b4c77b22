import type { GateState } from '../pipeline/gate.ts'

/** Whether events can be taken now. What ails says why not; what alarms needs a person but loses nothing. */
export interface Readiness {
  readonly ready: boolean
  readonly ails: readonly string[]
  readonly alarms: readonly string[]
}

/**
 * A relay is ready while it can keep what it is sent. A destination that is paused or closed does not make it unready:
 * its senders would give up, while the journal still has room.
 *
 * @param more alarms beside those of the destination and of events that nobody reads
 */
export const readinessOf = (
  isStopping: boolean,
  ailments: readonly (readonly [part: string, ailment: string | undefined])[],
  gate: GateState,
  stranded: readonly string[],
  more: readonly string[] = [],
): Readiness => {
  const ails = [
    ...(isStopping ? ['relay: stopping'] : []),
    ...ailments.flatMap(([part, ailment]) => (ailment === undefined ? [] : [`${part}: ${ailment}`])),
  ]
  const alarms = [
    ...(gate._tag === 'Open' ? [] : [`destination ${gate._tag.toLowerCase()}: ${gate.reason}`]),
    ...stranded.map((source) => `source ${source}: events in the journal, and no source of that name in the settings`),
    ...more,
  ]
  return { ready: ails.length === 0, ails, alarms }
}
