import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import type { StartFailure } from '../contracts/failure.ts'
import type { Resources } from '../contracts/plugin.ts'
import type { Source } from '../contracts/source.ts'
import type { State } from '../state/open-state.ts'
import type { Counter } from './counts.ts'
import { lendToSource } from './lend.ts'
import type { RelaySettings } from './relay-settings.ts'

/** Sources that have begun to listen, by name. */
export type Started = Readonly<Record<string, Source>>

/** Starts the sources of the settings, one after the other; the first that cannot start ends it. */
export const startSources = async (
  settings: RelaySettings,
  resources: Omit<Resources, 'name'>,
  state: State,
  counter: Counter,
): Promise<Either<StartFailure, Started>> => {
  const sources: Record<string, Source> = {}
  for (const { name, start } of settings.sources) {
    counter.source(name)
    const source = await start(lendToSource({ ...resources, name }, state.journal, counter))()
    if (isLeft(source)) return source
    sources[name] = source.right
  }
  return right(sources)
}

/** Sources whose events were answered for and that nobody reads any more: renamed in the settings, or removed. */
export const strandedIn = (state: State, { sources }: RelaySettings): readonly string[] =>
  [...state.depths()].flatMap(([log, depth]) => {
    const [source = log] = log.split('/')
    return depth > 0 && !sources.some(({ name }) => name === source) ? [source] : []
  })
