import { isSchema, type Schema } from '../../contracts/described.ts'
import { code, paragraphs, table } from './markdown.ts'
import { rowsOf, type SettingRow } from './rows-of.ts'
import { showDefault } from './show-default.ts'
import { showJson } from './show-json.ts'
import { typeText } from './type-text.ts'

/**
 * The members of an object as a table, and one more for each choice there is between others. `word` is what a member is
 * called, `path` stands before their names.
 */
export const settingsTable = (
  schema: Schema,
  { word = 'setting', path = '' }: { readonly word?: string; readonly path?: string } = {},
): string => {
  const { rows, choices } = rowsOf(schema, path)
  const shown = (some: readonly SettingRow[]): string => table([word, 'type', 'default', ''], some.map(cellsOf))
  const branches = choices.map(({ key, choice, rows }) => paragraphs(`With ${code(`${key}: ${choice}`)}:`, shown(rows)))
  return paragraphs(shown(rows), ...branches)
}

const cellsOf = ({ path, schema, isRequired }: SettingRow): readonly string[] => [
  code(path),
  isObject(schema) ? 'object' : isObject(schema['items']) ? 'list of objects' : typeText(schema),
  isRequired ? 'required' : defaultOf(schema),
  [schema['description'], exampleOf(schema)].filter((part) => part !== undefined).join(' '),
]

const isObject = (part: unknown): boolean => isSchema(part) && 'properties' in part

/** What an object is where it is not given stands with its members. */
const defaultOf = (schema: Schema): string => {
  if (schema['default'] !== undefined && !isObject(schema)) return showDefault(schema['default'], schema['unit'])
  return isObject(schema) ? '' : '–'
}

const exampleOf = ({ examples }: Schema): string | undefined => {
  const [example]: readonly unknown[] = Array.isArray(examples) ? examples : []
  return example === undefined
    ? undefined
    : `Example: ${code(typeof example === 'string' ? example : showJson(example))}`
}
