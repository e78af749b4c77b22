import type { Source } from '../../contracts/source.ts'
import type { Joining } from '../../pipeline/forward-parts.ts'
import type { State } from '../../state/open-state.ts'
import type { Counter } from '../counts.ts'

/** Lets letters that are sent again join the relay: for each source a journal of its own, so that they never stand before live events. */
export const rejoinLetters = (
  sources: Readonly<Record<string, Source>>,
  state: Pick<State, 'replays'>,
  counter: Pick<Counter, 'replayed'>,
  join: (joining: Joining) => void,
): void => {
  for (const [name, source] of Object.entries(sources)) {
    const { deliveries, depth } = state.replays(name)
    counter.replayed(name, depth)
    join({ name, source: { deliveries, decode: (raw) => source.decode(raw), unread: source.unread } })
  }
}
