import { submitted, type Batches } from './batches.ts'

/** Single facts that survive: text under a name. */
export interface Notes {
  readonly read: (name: string) => string | undefined
  /** Written soon; what is written while the state ails may be lost, and is logged. */
  readonly write: (name: string, text: string) => void
}

/** The notes of a file that already holds some. */
export const createNotes = (batches: Batches, held: readonly (readonly [name: string, text: string])[]): Notes => {
  const notes = new Map(held)
  return {
    read: (name) => notes.get(name),
    write: (name, text) => {
      notes.set(name, text)
      void submitted(batches, 'soon', [{ does: 'note', values: [name, text] }])
    },
  }
}
