import { argumentsOf } from '../../mapping/grammar.ts'
import type { Catalogue } from '../catalogue.ts'
import { directiveSection } from './directive-section.ts'
import { firstSentence } from './first-sentence.ts'
import { code, paragraphs, table } from './markdown.ts'

/** The words of the mapping language, each with examples that are run as tests. */
export const directivesPage = ({ directives }: Catalogue): string => {
  const bound = argumentsOf(directives)
  return paragraphs(
    '# Directives',
    "A directive makes a value of an event. In a mapping it stands alone in its object: `{ '@number': $.properties.total }`. " +
      'Its argument may hold paths and other directives, unless it says otherwise.',
    table(
      ['directive', ''],
      directives.map(({ name, summary }) => [
        `[${code(name)}](#${name.slice(1).toLowerCase()})`,
        firstSentence(summary),
      ]),
    ),
    ...directives.map((directive) => directiveSection(directive, bound.get(directive.name), directives)),
  )
}
