/** Reads a value as a value of one type. */
export interface Reader<A> {
  /** What it takes, as a noun phrase. */
  readonly expected: string
  /** Undefined for what it does not take. Total; it is never asked about a missing value or null. */
  readonly read: (value: unknown) => A | undefined
}
