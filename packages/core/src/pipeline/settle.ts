import { from, fromEvent, map, merge, mergeMap, of, take, type Observable } from 'rxjs'
import type { Delivery } from '../contracts/delivery.ts'
import type { Outcome } from '../contracts/outcome.ts'
import { accept, type Verdict } from '../contracts/verdict.ts'

const verdictOn = ({ end }: Outcome): Verdict =>
  end._tag === 'Returned' ? { _tag: 'Return', reason: end.reason } : accept

/**
 * Settles a delivery once with what its outcome says, and emits the outcome when that is durable. A delivery that was
 * withdrawn meanwhile is not settled: it belongs to somebody else, and its outcome here is that it was returned.
 */
export const settle = (delivery: Delivery, acted: Observable<Outcome>): Observable<Outcome> => {
  const settled = acted.pipe(
    mergeMap((outcome) => from(delivery.settle(verdictOn(outcome))()).pipe(map(() => outcome))),
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
