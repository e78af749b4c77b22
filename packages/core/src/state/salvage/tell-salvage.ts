import { mostId, type Saved } from './copy-table.ts'
import type { Damage } from './damage.ts'
import type { FirstPage } from './open-remains.ts'

/** What is told of a salvage. */
export interface Salvaged {
  readonly damage: Damage
  readonly firstPage: FirstPage
  readonly saved: readonly Saved[]
  /** What the damaged file is called now. */
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** What the loss of rows of a table means to a person. */
const losses: Readonly<Record<string, string>> = {
  journal: 'events that were taken and not yet sent',
  shipments: 'what was sent: copies of those events may be sent again',
  letters: 'dead letters',
  suppressed: 'customers who must not be sent: suppress them again',
  replays: 'how far replays had come',
  runs: 'how many events were under way',
  notes: 'single facts; without the salt among them the list of suppressed customers is void: suppress them again',
}

/** Lines for a person; the first one says the most. */
export const tellSalvage = ({ damage, firstPage, saved, name, now }: Salvaged): readonly string[] => {
  const harmed = saved.filter(({ gaps, refused }) => gaps.length > 0 || refused > 0)
  const rows = saved.map(({ table, rows }) => `${rows} of ${table}`).join(', ')
  const isMissing = harmed.length > 0 || damage.lacksCommits || firstPage === 'beyond repair'
  const missing = [
    ...(damage.lacksCommits ? ['what was committed last'] : []),
    ...harmed.map(({ table }) => `of ${table}: ${losses[table] ?? 'rows'}`),
  ]
  const first =
    `${new Date(now).toISOString()} the state file was damaged: ${damage.what}. It is kept as ${name}. ` +
    `Rows that were salvaged: ${rows}. ` +
    (isMissing ? `May be missing: ${missing.join('; ')}.` : 'Nothing is known to be missing.')
  return [
    first,
    ...(firstPage === 'as it was' ? [] : [`The first page of the file was ${firstPage}.`]),
    ...harmed.map(({ table, gaps, refused, adopted }) => {
      const parts = [...gaps.map(gapText), ...adoptedText(adopted), ...refusedText(refused)]
      return `${table}: ${parts.join(', ')}`
    }),
    'What is in doubt since is told by the relay as its routes say. When you have read this, move this file away.',
  ]
}

const adoptedText = (adopted: number): readonly string[] =>
  adopted === 0 ? [] : [`${adopted} rows were found where nothing led to them: some may have been deleted before`]

const gapText = ([from, to]: Saved['gaps'][number]): string => {
  if (to < mostId) return from === to ? `nothing leads to id ${from}` : `nothing leads to the ids ${from} to ${to}`
  return from === 0n ? 'nothing leads to its rows, or not to all' : `nothing leads to the ids from ${from} on`
}

const refusedText = (refused: number): readonly string[] =>
  refused === 0 ? [] : [`${refused} rows make no sense and were left out`]
