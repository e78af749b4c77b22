/** A replay was not begun. */
export interface ReplayRefusal {
  readonly _tag: 'ReplayRefusal'
  /** `done`: it was replayed, or it changed: `again` begins anew. */
  readonly because: 'unreadable' | 'no source' | 'done' | 'state'
  /** One sentence for a person, and what to do. */
  readonly message: string
}

export const refusal = (because: ReplayRefusal['because'], message: string): ReplayRefusal => ({
  _tag: 'ReplayRefusal',
  because,
  message,
})
