import { showPath, type Shape } from '@vouchrelay/core'

/** Something that was changed, or could not be kept. */
export interface Note {
  /** Where it is in the subscription: `settings.customer.email`. */
  readonly path: string
  /** Part of a sentence: what it is, and what became of it. */
  readonly text: string
}

/** What mappings may be written in here. */
export interface Language {
  /** Which names a path may start with. */
  readonly names: Shape
  readonly directives: ReadonlySet<string>
}

/** A place in a mapping that is being translated. */
export interface Place {
  /** Notes what was changed here, or could not be kept. */
  readonly tell: (text: string) => void
  /** A place below this one. */
  readonly at: (key: string | number) => Place
  readonly language: Language
  /** The same place where paths start at what a directive found or made, so that any name may be there. */
  readonly inside: Place
}

/** What is told at the place or below comes to `notes`. */
export const createPlace = (keys: readonly (string | number)[], language: Language, notes: Note[]): Place => ({
  tell: (text) => void notes.push({ path: showPath(keys), text }),
  at: (key) => createPlace([...keys, key], language, notes),
  language,
  get inside() {
    return createPlace(keys, { ...language, names: 'open' }, notes)
  },
})
