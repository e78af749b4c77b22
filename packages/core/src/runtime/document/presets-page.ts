import type { Catalogue } from '../catalogue.ts'
import { firstSentence } from './first-sentence.ts'
import { code, paragraphs, table } from './markdown.ts'
import { presetSection } from './preset-section.ts'

/** Routes that a settings file can take by a name, with examples that are run as tests. */
export const presetsPage = ({ presets }: Catalogue): string =>
  paragraphs(
    '# Presets',
    'A preset is routes under one name. `use:` takes them; `only`, `except`, `when`, `body` and `routes` beside it change ' +
      'them, as the [settings](settings.md#routes-of-a-preset) tell.',
    presets.size === 0 ? 'There are none.' : '',
    table(
      ['preset', ''],
      [...presets.values()].map(({ name, summary }) => [`[${code(name)}](#${name})`, firstSentence(summary)]),
    ),
    ...[...presets.values()].map(presetSection),
  )
