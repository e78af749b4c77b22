import { connectives } from '../../mapping/predicate/connectives.ts'
import type { FilterExample } from '../../mapping/predicate/example.ts'
import { functions, signatureOf } from '../../mapping/predicate/functions.ts'
import { operators } from '../../mapping/predicate/operators.ts'
import { code, paragraphs, table } from './markdown.ts'
import { showJson } from './show-json.ts'

/** What a filter may say, each with examples that are run as tests. */
export const filtersPage = (): string =>
  paragraphs(
    '# Filters',
    'A filter says which events a route wants: `when: type = "track" and properties.total > 100`. It compares fields of ' +
      'the event with values. A field that is missing is null.',
    '## Operators',
    table(
      ['operator', 'holds where'],
      operators.map(({ symbol, summary }) => [code(symbol), summary]),
    ),
    exampleTables(operators),
    '## Words between conditions',
    table(
      ['word', ''],
      connectives.map(({ symbols, summary }) => [symbols.map(code).join(', '), summary]),
    ),
    exampleTables(connectives),
    '## Functions',
    table(
      ['function', 'gives', ''],
      functions.map((one) => [code(signatureOf(one)), one.gives, one.summary]),
    ),
    exampleTables(functions),
  )

/** The examples of some rows, by their events. */
const exampleTables = (rows: readonly { readonly examples: readonly FilterExample[] }[]): string => {
  const byEvent = Map.groupBy(
    rows.flatMap(({ examples }) => examples),
    ({ event }) => showJson(event),
  )
  return paragraphs(
    ...[...byEvent].map(([event, examples]) =>
      paragraphs(
        `Of the event ${code(event)}`,
        table(
          ['filter', 'holds'],
          examples.map(({ filter, holds }) => [code(filter), holds ? 'yes' : 'no']),
        ),
      ),
    ),
  )
}
