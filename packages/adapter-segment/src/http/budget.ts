/** Room for so many bytes. `take` returns what gives them back, or undefined where there is no room. */
export interface Budget {
  readonly take: (bytes: number) => (() => void) | undefined
}

/** A budget of bytes. A single demand over the whole is met when nothing else is taken, so that it does not wait for ever. */
export const createBudget = (most: number): Budget => {
  let taken = 0
  return {
    take: (bytes) => {
      if (taken > 0 && taken + bytes > most) return undefined
      taken += bytes
      return () => {
        taken -= bytes
      }
    },
  }
}
