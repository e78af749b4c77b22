import { reasonOf } from '../../contracts/reason-of.ts'

/** A replay was not begun. */
export interface ReplayRefusal {
  readonly _tag: 'ReplayRefusal'
  /** `done`: it was replayed, or it changed: `again` begins anew. */
  readonly because: 'unreadable' | 'no source' | 'done' | 'state'
  /** One sentence for a person, and what to do. */
  readonly message: string
}

/** A file that cannot be read as events. */
export const unreadable = (file: string, error: unknown): ReplayRefusal =>
  refusal('unreadable', `${file}: expected a file with one event on each line, found ${reasonOf(error)}.`)

export const refusal = (because: ReplayRefusal['because'], message: string): ReplayRefusal => ({
  _tag: 'ReplayRefusal',
  because,
  message,
})
