import type { KeptLetter, LetterFilter, Reader } from '@vouchrelay/core'

/** Letters read at once: with their events some 300 KB. */
const pageLetters = 100

/** The letters that a filter means, page by page: whoever goes through many holds few. */
export function* letterPages(
  { letters }: Pick<Reader, 'letters'>,
  filter: LetterFilter,
  after = 0,
): Generator<readonly KeptLetter[]> {
  for (let from = after; ;) {
    const page = letters.page(filter, from, pageLetters)
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    from = last.id
  }
}
