import { tap, type MonoTypeOperatorFunction } from 'rxjs'
import type { Shipment } from '../contracts/destination.ts'
import type { Fault, SendFailure } from '../contracts/failure.ts'
import type { Buried, Outcome } from '../contracts/outcome.ts'
import type { Log } from '../contracts/plugin.ts'
import type { GateState } from '../pipeline/gate.ts'
import type { Counter } from './counts.ts'

/** Where values went wrong, without the values: those may be personal. */
const places = (faults: readonly Fault[]): readonly string[] =>
  faults.map(({ path, expected }) => `${path}: ${expected}`)

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
    if (end._tag !== 'Buried') return
    if (shipments.length === 0) logBuried(log, { source, deliveryId }, end)
    for (const shipment of shipments) {
      if (shipment.end._tag === 'Buried') {
        logBuried(log, { source, deliveryId, messageId, route: shipment.route }, shipment.end)
      }
    }
  })

/** Logs a failed attempt where it is news: each doubt, and each change of what ails the destination. */
export const createAttemptLog = (counter: Counter, log: Log, gate: () => GateState) => {
  let known: string | undefined
  return (shipment: Shipment<unknown>, failure: SendFailure): void => {
    counter.failed(shipment.route, failure.fate)
    const { fate, message, status, requestId } = failure
    if (fate === 'refused') return
    const news = `${fate} ${gate()._tag}`
    if (fate !== 'in-doubt' && news === known) return
    known = news
    const { source, messageId, route } = shipment
    log.warn({ source, messageId, route, fate, failure: message, status, requestId }, 'attempt failed')
  }
}
