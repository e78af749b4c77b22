/** Holds what was found against what must be, and keeps what fails. */
export interface Bars {
  readonly equal: (what: string, found: number, wanted: number) => void
  readonly atMost: (what: string, found: number, most: number) => void
  readonly atLeast: (what: string, found: number, least: number) => void
  readonly failures: () => readonly string[]
}

/** No bars yet. `about` stands before each failure. */
export const createBars = (about = ''): Bars => {
  const failures: string[] = []
  const hold = (holds: boolean, what: string, found: number, must: string): void => {
    if (!holds) failures.push(`${about}${what}: ${found}, must be ${must}`)
  }
  return {
    equal: (what, found, wanted) => hold(found === wanted, what, found, String(wanted)),
    atMost: (what, found, most) => hold(found <= most, what, found, `at most ${most}`),
    atLeast: (what, found, least) => hold(found >= least, what, found, `at least ${least}`),
    failures: () => failures,
  }
}
