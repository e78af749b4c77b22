import { fromEvent, map, merge, mergeMap, of, take, type Observable } from 'rxjs'
import type { Delivery } from '../contracts/delivery.ts'
import type { Outcome } from '../contracts/outcome.ts'
import { accept, type Verdict } from '../contracts/verdict.ts'
import type { Acted } from './act.ts'

const verdictOn = ({ end }: Outcome): Verdict =>
  end._tag === 'Returned' ? { _tag: 'Return', reason: end.reason } : accept

/**
 * Settles a delivery once with what its outcome says, and emits the outcome when that and every delivery mark are
 * durable. They are asked for together, so that a store that keeps both commits them together.
 *
 * A delivery that was withdrawn meanwhile is not settled: it belongs to somebody else.
 */
export const settle = (delivery: Delivery, acted: Observable<Acted>): Observable<Outcome> => {
  const settled = acted.pipe(
    mergeMap(async ({ outcome, remembered }) => {
      await Promise.all([...remembered, delivery.settle(verdictOn(outcome))()])
      return outcome
    }),
  )
  const { source, id, withdrawn } = delivery
  if (withdrawn === undefined) return settled
  const lost: Outcome = {
    source,
    deliveryId: id,
    messageId: undefined,
    end: { _tag: 'Returned', reason: 'withdrawn' },
    shipments: [],
  }
  return merge(withdrawn.aborted ? of(lost) : fromEvent(withdrawn, 'abort').pipe(map(() => lost)), settled).pipe(
    take(1),
  )
}
