import type { LetterFilter } from '@vouchrelay/core'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import type { Io } from '../io.ts'
import type { SettingsOption } from '../settings-option.ts'
import { withState, type StateAtHand } from '../with-state.ts'
import { filterOf, type FilterOptions } from './filter-options.ts'
import { unknownName } from './unknown-name.ts'

/** Runs `use` on the state file that a settings file names, with the letters that options mean. */
export const withLetters = (
  options: FilterOptions & SettingsOption,
  io: Io,
  use: (state: StateAtHand, filter: LetterFilter) => Promise<Exit>,
): Promise<Exit> =>
  withState(options.settings, io, async (state) => {
    const filter = filterOf(options, io.now())
    const unknown = unknownName(filter, state)
    if (unknown === undefined) return use(state, filter)
    await tell(unknown, io)
    return exit.usage
  })
