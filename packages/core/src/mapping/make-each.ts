import type { Fault } from '../contracts/failure.ts'
import type { Evaluate, Scope } from '../contracts/scope.ts'

/** How many items with faults are told: in a long list one mistake comes again with each. */
const mostFaulty = 20

/**
 * Makes a list of what a part makes of each item; `place` is where that list is in the body. Items of which nothing is
 * made are left out; missing where that leaves none.
 */
export const createMakeEach =
  (make: Evaluate, place: string) =>
  (scope: Scope, items: readonly unknown[]): readonly unknown[] | undefined => {
    const made: unknown[] = []
    for (let i = 0, faulty = 0; i < items.length; i++) {
      const known = scope.faults.length
      const value = make({ ...scope, item: items[i] })
      if (value !== undefined) made.push(value)
      if (scope.faults.length === known) continue
      moveFaults(scope.faults, known, `${place}[${i}]`)
      faulty += 1
      if (faulty === mostFaulty || scope.budget.left < 0) return undefined
    }
    return made.length > 0 || items.length === 0 ? made : undefined
  }

/** The places of faults in an item start at the item. */
const moveFaults = (faults: Fault[], from: number, item: string): void => {
  const moved = faults.slice(from).map((fault) => {
    const { path } = fault
    return { ...fault, path: path === '' || path.startsWith('[') ? item + path : `${item}.${path}` }
  })
  faults.splice(from, moved.length, ...moved)
}
