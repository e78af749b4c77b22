/** A letter with which nothing was done. */
export interface Refusal {
  readonly letter: number
  readonly because: string
}

/** What came of decisions about letters. */
export interface LettersReport {
  /** Those with which it was done. */
  readonly done: readonly number[]
  readonly refused: readonly Refusal[]
}

/** What came of forgetting a person. */
export interface ForgetReport {
  /** How much was deleted. */
  readonly removed: { readonly events: number; readonly letters: number; readonly shipments: number }
  /** Events that concern others, too: they go on to those, and nothing of them is sent to this person. */
  readonly sharedEvents: number
  /** Shipments of the person under way at that moment: they go on, and their traces can be removed when they have ended. */
  readonly underWay: number
  /** Events of sources that the settings do not name: nobody can tell whom they concern. */
  readonly unreadableEvents: number
  /** Letters in whose events the id stands, of which nobody can tell whether they concern the person. */
  readonly unclearLetters: readonly number[]
}

/** What came of a request. `failure`: it broke off, and everything else is what was done until then. */
export type DeskReport =
  | ({ readonly _tag: 'Letters'; readonly failure?: string | undefined } & LettersReport)
  | ({ readonly _tag: 'Forgotten'; readonly failure?: string | undefined } & ForgetReport)
  | { readonly _tag: 'Lifted'; readonly wasListed: boolean }
  | { readonly _tag: 'Failed'; readonly failure: string }
