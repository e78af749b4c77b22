import { isRight, type Either } from 'fp-ts/lib/Either.js'

/** Try again when `after` resolves, or let the failure stand. */
export type Next = { readonly _tag: 'Again'; readonly after: () => Promise<unknown> } | { readonly _tag: 'Enough' }

/**
 * Repeats an attempt until it succeeds or `decide` has had enough, and gives the last result.
 *
 * @param decide told the failure and how many attempts failed so far, this one included
 */
export const retrying = async <E, A>(
  attempt: () => Promise<Either<E, A>>,
  decide: (failure: E, tries: number) => Next,
): Promise<Either<E, A>> => {
  for (let tries = 1; ; tries++) {
    const result = await attempt()
    if (isRight(result)) return result
    const next = decide(result.left, tries)
    if (next._tag === 'Enough') return result
    await next.after()
  }
}
