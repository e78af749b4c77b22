import type { Journal } from '../contracts/journal.ts'

/** A journal that is opened when it is first used, once. */
export const lazyJournal = (open: () => Promise<Journal>): Journal => {
  let opened: Journal | undefined
  let opening: Promise<Journal> | undefined
  const journal = async (): Promise<Journal> => {
    opening ??= open()
    opened = await opening
    return opened
  }
  return {
    append: (entries) => async () => (await journal()).append(entries)(),
    deliveries: async function* (stop) {
      yield* (await journal()).deliveries(stop)
    },
    depth: () => opened?.depth() ?? 0,
  }
}
