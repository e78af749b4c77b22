import type { LetterFilter, Reader } from '@vouchrelay/core'
import { isFiltering } from './filter-options.ts'
import { letterPages } from './pages.ts'

/** Letters that a command was told to do something with, or what to say instead. */
export type Selection =
  | { readonly _tag: 'Letters'; readonly ids: readonly number[] }
  | { readonly _tag: 'Unclear'; readonly message: string }

/** Which letters are meant: by numbers, or by a filter; all of them only where that is said. */
export const selectLetters = (
  reader: Pick<Reader, 'letters'>,
  ids: readonly number[],
  filter: LetterFilter,
  all: boolean,
): Selection => {
  const ways = [ids.length > 0, isFiltering(filter), all].filter(Boolean).length
  if (ways !== 1) {
    const found = ways === 0 ? 'neither' : 'more than one'
    return { _tag: 'Unclear', message: `Expected numbers of letters, or filters, or --all; found ${found} of them.` }
  }
  if (ids.length > 0) return { _tag: 'Letters', ids: [...new Set(ids)] }
  return { _tag: 'Letters', ids: [...letterPages(reader, filter)].flat().map(({ id }) => id) }
}
