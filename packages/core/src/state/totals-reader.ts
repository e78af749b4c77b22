import type { Query } from './query.ts'

/** How much lies in a state file. */
export interface Totals {
  /** Events that wait, by the log they lie in: the source's name, and for what is replayed `/replay` after it. */
  readonly journal: readonly { readonly log: string; readonly events: number; readonly oldestAt: number }[]
  readonly shipments: readonly { readonly route: string; readonly state: string; readonly count: number }[]
  readonly letters: readonly { readonly reason: string; readonly route: string | undefined; readonly count: number }[]
  /** People on the list of those who must not be sent. */
  readonly suppressed: number
  /** When the last run began and ended; without an end it runs, or was broken off. Times are in milliseconds since the epoch. */
  readonly lastRun: { readonly beganAt: number; readonly endedAt: number | undefined } | undefined
}

/** Counts what lies in a state file. It goes through all of it, which may take a second for each million of shipments. */
export type TotalsReader = () => Totals

export const createTotalsReader =
  (query: Query): TotalsReader =>
  () => ({
    journal: query('SELECT source, count(*), min(received_at) FROM journal GROUP BY source').map(
      ([log, events, oldestAt]) => ({ log: String(log), events: Number(events), oldestAt: Number(oldestAt) }),
    ),
    shipments: query('SELECT route, state, count(*) FROM shipments GROUP BY route, state').map(
      ([route, state, count]) => ({ route: String(route), state: String(state), count: Number(count) }),
    ),
    letters: query('SELECT reason, route, count(*) FROM letters GROUP BY reason, route').map(
      ([reason, route, count]) => ({
        reason: String(reason),
        route: typeof route === 'string' ? route : undefined,
        count: Number(count),
      }),
    ),
    suppressed: Number(query('SELECT count(*) FROM suppressed')[0]?.[0]),
    lastRun: query('SELECT began_at, ended_at FROM runs ORDER BY id DESC LIMIT 1').map(([beganAt, endedAt]) => ({
      beganAt: Number(beganAt),
      endedAt: typeof endedAt === 'number' ? endedAt : undefined,
    }))[0],
  })
