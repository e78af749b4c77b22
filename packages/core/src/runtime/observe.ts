import { tap, type MonoTypeOperatorFunction } from 'rxjs'
import type { Shipment } from '../contracts/destination.ts'
import type { Fault, SendFailure } from '../contracts/failure.ts'
import type { Buried, Outcome } from '../contracts/outcome.ts'
import type { Log } from '../contracts/plugin.ts'
import type { GateState } from '../pipeline/gate.ts'
import type { Counter } from './counts.ts'

/** Where values went wrong, without the values: those may be personal. */
const places = (faults: readonly Fault[]): readonly string[] =>
  faults.map(({ path, expected }) => `${path === '' ? 'the value' : path}: ${expected}`)

const logBuried = (log: Log, about: Readonly<Record<string, unknown>>, { reason, faults, attempts }: Buried): void => {
  const last = attempts.at(-1)?.failure
  log.warn(
    {
      ...about,
      reason,
      ...(faults.length > 0 ? { faults: places(faults) } : {}),
      ...(last === undefined ? {} : { failure: last.message, status: last.status, requestId: last.requestId }),
    },
    'event buried',
  )
}

/** Counts each outcome and logs those that are problems. */
export const observe = (counter: Counter, log: Log): MonoTypeOperatorFunction<Outcome> =>
  tap((outcome) => {
    counter.ended(outcome)
    const { source, deliveryId, messageId, end, shipments } = outcome
    for (const { route, differs } of shipments) {
      if (differs === true) log.warn({ source, deliveryId, messageId, route }, 'a duplicate had another body: not sent')
    }
    if (end._tag !== 'Buried') return
    if (shipments.length === 0) logBuried(log, { source, deliveryId }, end)
    for (const shipment of shipments) {
      if (shipment.end._tag === 'Buried') {
        logBuried(log, { source, deliveryId, messageId, route: shipment.route }, shipment.end)
      }
    }
  })

/** How often it is said that a destination cannot be reached, in milliseconds. */
const unavailableEveryMs = 60_000

/**
 * Counts failed attempts, and logs those that nothing else tells of: each doubt, and now and then that the destination
 * is unavailable. A refused shipment is buried, a throttled or misconfigured destination changes the gate.
 */
export const createAttemptLog = (counter: Counter, log: Log, now: () => number) => {
  let saidAt = -Infinity
  return (shipment: Shipment<unknown>, { fate, message, status, requestId }: SendFailure): void => {
    counter.failed(shipment.route, fate)
    const isNews = fate === 'in-doubt' || (fate === 'unavailable' && Math.abs(now() - saidAt) >= unavailableEveryMs)
    if (!isNews) return
    if (fate === 'unavailable') saidAt = now()
    const { source, messageId, route } = shipment
    log.warn({ source, messageId, route, fate, failure: message, status, requestId }, 'attempt failed')
  }
}

/** Logs what becomes of the destination. */
export const createGateLog =
  (log: Log) =>
  (state: GateState): void => {
    if (state._tag === 'Open') log.warn({}, 'destination open again')
    else
      log.warn(
        { reason: state.reason, until: new Date(state.until).toISOString() },
        `destination ${state._tag.toLowerCase()}`,
      )
  }
