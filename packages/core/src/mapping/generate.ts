/**
 * A function from source text, which may name `names`; what it is called with are their values.
 *
 * V8 learns for each place in the source what is found there. In a closure that is made a hundred times, one place meets
 * the members of every mapping and learns nothing; in a function of its own a member that is named costs a tenth of that
 * (`bench/mapping.ts`). Texts of a mapping stand in the source as JSON, and nothing of an event ever does.
 *
 * Undefined where the process forbids it (`node --disallow-code-generation-from-strings`): whoever calls does the same
 * with closures.
 */
export const generate = (
  names: readonly string[],
  source: string,
): ((...values: readonly unknown[]) => unknown) | undefined => {
  try {
    // oxlint-disable-next-line no-new-func, no-implied-eval -- see above
    return new Function(...names, source) as (...values: readonly unknown[]) => unknown // of no other type is known more
  } catch (error) {
    if (error instanceof EvalError) return undefined
    throw error
  }
}
