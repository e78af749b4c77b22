import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import { catchError, map, of, retry, throwError, type Observable } from 'rxjs'

/** Try again when `after` emits, or let the failure stand. */
export type Next = { readonly _tag: 'Again'; readonly after: Observable<unknown> } | { readonly _tag: 'Enough' }

/** A failure on its way through RxJS's error channel, told apart from bugs. */
class Unsuccessful<E> extends Error {
  readonly failure: E

  constructor(failure: E) {
    super('unsuccessful')
    this.failure = failure
  }
}

/**
 * Repeats an attempt until it succeeds or `decide` has had enough.
 *
 * @param decide told the failure and how many attempts failed so far, this one included
 * @example
 * retrying(attempt, (failure, tries) => (tries < 3 ? { _tag: 'Again', after: timer(100) } : { _tag: 'Enough' }))
 */
export const retrying = <E, A>(
  attempt: Observable<Either<E, A>>,
  decide: (failure: E, tries: number) => Next,
): Observable<Either<E, A>> =>
  attempt.pipe(
    map((result) => {
      if (isLeft(result)) throw new Unsuccessful(result.left)
      return right<E, A>(result.right)
    }),
    retry({
      delay: (error: unknown, tries) => {
        const next: Next = error instanceof Unsuccessful ? decide(error.failure, tries) : { _tag: 'Enough' }
        return next._tag === 'Again' ? next.after : throwError(() => error)
      },
    }),
    catchError((error: unknown) =>
      error instanceof Unsuccessful ? of(left<E, A>(error.failure)) : throwError(() => error),
    ),
  )
