/** The registry has not answered. It says nothing of the record, which is to be tried again. */
export interface RegistryFailure {
  readonly _tag: 'RegistryFailure'
  /** What failed, where, and what to do, in a sentence, without secrets. */
  readonly message: string
  /** Whether it may pass by itself: a registry that is starting, and not a wrong password. */
  readonly passes: boolean
}
