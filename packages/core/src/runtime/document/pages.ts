import type { Catalogue } from '../catalogue.ts'
import { directivesPage } from './directives-page.ts'
import { filtersPage } from './filters-page.ts'
import { presetsPage } from './presets-page.ts'
import { settingsPage } from './settings-page.ts'

const origin = '<!-- Made by `vouchrelay docs` from the code: change that instead. -->'

/** The pages of the reference, by the names of their files. */
export const pagesOf = (catalogue: Catalogue): ReadonlyMap<string, string> =>
  new Map(
    [
      { name: 'settings.md', text: settingsPage(catalogue) },
      { name: 'directives.md', text: directivesPage(catalogue) },
      { name: 'filters.md', text: filtersPage() },
      { name: 'presets.md', text: presetsPage(catalogue) },
    ].map(({ name, text }) => [name, `${origin}\n\n${text}\n`]),
  )
