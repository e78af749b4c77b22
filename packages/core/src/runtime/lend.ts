import { isLeft } from 'fp-ts/lib/Either.js'
import type { Journal } from '../contracts/journal.ts'
import type { Resources, SourceResources } from '../contracts/plugin.ts'
import type { Counter } from './counts.ts'

const countAppends = (journal: Journal, counter: Counter, source: string): Journal => ({
  ...journal,
  append: (entries) => async () => {
    const appended = await journal.append(entries)()
    if (!isLeft(appended)) counter.received(source, entries.length)
    return appended
  },
})

/** What a source is lent. Its journal is opened when it first asks for it; a source that pulls elsewhere never does. */
export const lendToSource = (
  resources: Resources,
  open: (name: string) => Journal,
  counter: Counter,
): SourceResources => {
  let opened: Journal | undefined
  return {
    ...resources,
    get journal(): Journal {
      if (opened === undefined) {
        const journal = open(resources.name)
        counter.journalled(resources.name, journal.depth)
        opened = countAppends(journal, counter, resources.name)
      }
      return opened
    },
  }
}
