import { isRight } from 'fp-ts/lib/Either.js'
import { isSchema } from '../../contracts/described.ts'
import type { Directive, Example } from '../../contracts/directive.ts'
import type { BoundDirective } from '../../mapping/bind.ts'
import { expressionReference } from '../../mapping/grammar-schema.ts'
import { mappingField } from '../../mapping/mapping-field.ts'
import { block, code, paragraphs } from './markdown.ts'
import { settingsTable } from './settings-table.ts'
import { showJson } from './show-json.ts'
import { yamlText } from './yaml-text.ts'

/** A directive: what it is for, what it takes, and what comes of its examples. */
export const directiveSection = (
  { name, summary, examples }: Directive,
  bound: BoundDirective | undefined,
  known: readonly Directive[],
): string => {
  const mapping = mappingField('open', known)
  const shown = examples.map((example) => exampleText(example, isRight(mapping.decode(example.mapping))))
  return paragraphs(`## ${name}`, summary, argumentText(bound), ...shown)
}

const argumentText = (bound: BoundDirective | undefined): string => {
  if (bound === undefined) return ''
  // `of` may stand for all of its parts.
  const { then: allParts } = bound.schema
  if (isSchema(allParts)) return paragraphs('Its argument is a mapping, or:', settingsTable(allParts, { word: 'part' }))
  const parts = settingsTable(bound.schema, { word: 'part' })
  return parts === '' ? `Its argument is ${argumentName(bound)}` : parts
}

/** Names of codecs may end in an example, after which a full stop would be taken for a part of it. */
const argumentName = ({ argument, schema }: BoundDirective): string =>
  schema['$ref'] === expressionReference['$ref'] ? 'a mapping.' : argument.name

const exampleText = (example: Example, loads: boolean): string =>
  paragraphs(`**${example.title}**`, block('yaml', yamlText(example.mapping)), resultText(example, loads))

const resultText = (example: Example, loads: boolean): string => {
  const event = code(showJson(example.event))
  if ('fails' in example) {
    return paragraphs(
      loads ? `${event} fails:` : 'It is refused when it is read:',
      block('text', example.fails.join('\n')),
    )
  }
  return `${event} makes ${example.gives === undefined ? 'nothing: it is missing' : code(showJson(example.gives))}.`
}
