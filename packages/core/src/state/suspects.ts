import type { Shipment } from '../contracts/destination.ts'

/** What the run before this one left behind. */
export interface LastRun {
  /** Whether it ended with all it had begun written down. */
  readonly ended: boolean
  /** Events of one source that it worked on at once, at most. */
  readonly window: number
  /** Replays that it or a run before it broke off. */
  readonly replays: readonly string[]
  /** Of each log of the journal with events in it: the last of them. Default: none has. */
  readonly last?: readonly (readonly [log: string, id: number])[] | undefined
  /** Of logs of the journal: up to which event what is written of shipments may be lost, so that all of them are in doubt. */
  readonly doubtful?: readonly (readonly [log: string, id: number])[] | undefined
  /** Whether the same holds for the first events of other sources. */
  readonly isDamaged?: boolean | undefined
}

/**
 * Which shipments may have been under way when the last run broke off, although nothing is written of them: with `resend`
 * nobody waits for an intent. They are those of the events that a source offers first, as many as could be worked on at once.
 * Where the state file was damaged, it is so whatever the routes say.
 *
 * Events of the journal are told from later ones by their ids, whatever the clock shows.
 *
 * @param began when this run began, in milliseconds since the epoch: what came later was not under way before
 */
export const createSuspects = (last: LastRun, began: number): ((shipment: Shipment<unknown>) => boolean) => {
  const doubtful = new Map(last.doubtful)
  const isDamaged = last.isDamaged === true
  const isQuiet = last.ended && !isDamaged
  if (isQuiet && last.replays.length === 0 && doubtful.size === 0) return () => false
  const entries = new Map(last.last)
  const suspected = new Map<string, { readonly events: Set<string>; readonly customers: Set<string> }>()
  return ({ source, replay, receivedAt, deliveryId, customer, whenInDoubt }) => {
    const log = replay === undefined ? source : `${source}/replay`
    if (Number(deliveryId) <= (doubtful.get(log) ?? 0)) return true
    if (whenInDoubt !== 'resend' && (!isDamaged || doubtful.has(log))) return false
    const entry = entries.get(log)
    const cameBefore = entry === undefined ? receivedAt < began : Number(deliveryId) <= entry
    const isOfBefore = replay !== undefined && last.replays.includes(replay.run)
    if (!isOfBefore && (isQuiet || !cameBefore)) return false
    const work = `${source}/${replay?.run ?? ''}`
    const { events, customers } = suspected.get(work) ?? { events: new Set(), customers: new Set() }
    suspected.set(work, { events, customers })
    if (!events.has(deliveryId) && events.size >= last.window) return false
    events.add(deliveryId)
    // A customer's shipments go one after the other: only the first without an end was under way.
    if (customers.has(customer)) return false
    customers.add(customer)
    return true
  }
}
