import { isSchema, type Schema } from '../../contracts/described.ts'
import type { Catalogue } from '../catalogue.ts'
import { relaySettings } from '../relay-settings.ts'
import { code, paragraphs, table } from './markdown.ts'
import { pluginSection } from './plugin-section.ts'
import { routesSection } from './routes-section.ts'
import { settingsTable } from './settings-table.ts'

/** Every setting of a settings file: its type, its default, its unit, and what it is for. */
export const settingsPage = (catalogue: Catalogue): string => {
  const { properties } = relaySettings(catalogue).schema
  const members = Object.entries(isSchema(properties) ? properties : {}).flatMap(([key, member]) =>
    isSchema(member) ? [{ key, member }] : [],
  )
  return paragraphs(
    '# Settings',
    'Every text may have variables in it: `${NAME}` must be set in the environment, `${NAME:text}` has a default, and `$${` ' +
      "stands for `${`. A number, `true` and `false` are read from a text, too, so that `'${PORT:8080}'` works. A setting " +
      'that is empty is not given. A setting that does not exist is a mistake.',
    table(
      ['setting', 'default', ''],
      members.map(({ key, member }) => [
        `[${code(key)}](#${key})`,
        'default' in member ? '' : 'required',
        String(member['description']),
      ]),
    ),
    ...members.map(({ key, member }) => paragraphs(`## ${key}`, sectionOf(key, member, catalogue))),
  )
}

const sectionOf = (key: string, member: Schema, { sources, destinations }: Catalogue): string => {
  if (key === 'sources') return paragraphs(choiceText('source'), ...[...sources.values()].map(pluginSection))
  if (key === 'destination')
    return paragraphs(choiceText('destination'), ...[...destinations.values()].map(pluginSection))
  if (key === 'routes') return routesSection(member)
  const inside = settingsTable(member, { path: `${key}.` })
  return inside === ''
    ? settingsTable({ properties: { [key]: member } })
    : paragraphs(String(member['description']), inside)
}

const choiceText = (kind: string): string =>
  `\`use\` says which ${kind} it is. \`name\` says what it is called here: letters, digits, \`-\` and \`_\`; what \`use\` ` +
  'says where it is not given. All else is its own:'
