import { isSchema, type Schema } from '../../contracts/described.ts'
import { withoutNull } from '../../settings/fields-schema.ts'
import { paragraphs } from './markdown.ts'
import { membersOf } from './rows-of.ts'
import { settingsTable } from './settings-table.ts'

/** What an entry of the list of routes may say: of a route, and of the routes of a preset. */
export const routesSection = ({ description, items }: Schema): string => {
  const { then: preset, else: route } = isSchema(items) ? items : {}
  return paragraphs(
    String(description),
    isSchema(route) ? settingsTable(route) : '',
    '### Routes of a preset',
    'What may stand beside `use:` and the name of a [preset](presets.md).',
    isSchema(preset) ? settingsTable(anyPreset(preset)) : '',
  )
}

/** The settings of the first preset stand for all: they differ in the names of their routes. */
const anyPreset = ({ allOf }: Schema): Schema => {
  const [first]: readonly unknown[] = Array.isArray(allOf) ? allOf : []
  const preset = isSchema(first) && isSchema(first['then']) ? first['then'] : {}
  const { use: _, routes = {}, ...members } = membersOf(preset)
  const [one] = Object.values(membersOf(withoutNull(routes)))
  const route = { ...one, description: 'Changes to the route of this name.' }
  return { properties: { ...members, routes: { ...withoutNull(routes), properties: { '<route>': route } } } }
}
