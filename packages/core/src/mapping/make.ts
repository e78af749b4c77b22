import type { Evaluate } from '../contracts/scope.ts'

/** A member of an object that is made: its name and what makes its value. */
export interface Part {
  readonly key: string
  readonly make: Evaluate
}

/** Makes an object of the parts that are there; missing where none is. */
export const makeFields =
  (parts: readonly Part[]): Evaluate =>
  (scope) => {
    let made: Record<string, unknown> | undefined
    for (const part of parts) {
      const value = part.make(scope)
      if (value === undefined) continue
      made ??= {}
      made[part.key] = value
    }
    return made
  }

/** Makes a list of the items that are there, in order; missing where none is. */
export const makeItems =
  (makers: readonly Evaluate[]): Evaluate =>
  (scope) => {
    const made: unknown[] = []
    for (const make of makers) {
      const value = make(scope)
      if (value !== undefined) made.push(value)
    }
    return made.length > 0 ? made : undefined
  }
