import type { AnyPlugin } from '../../contracts/plugin.ts'
import { argumentsOf } from '../../mapping/grammar.ts'
import type { Catalogue } from '../catalogue.ts'
import { directiveSection } from './directive-section.ts'
import { paragraphs } from './markdown.ts'
import { pagesOf } from './pages.ts'
import { pluginSection } from './plugin-section.ts'
import { presetSection } from './preset-section.ts'

/** What the reference says under a name: of a page, or of the plugins of that name. A directive needs no `@`. */
export const pageOf = (catalogue: Catalogue, name: string): string | undefined => {
  const page = pagesOf(catalogue).get(`${name}.md`)
  if (page !== undefined) return page
  const named = catalogue.all.filter((plugin) => plugin.name === name || plugin.name === `@${name}`)
  return named.length === 0 ? undefined : `${paragraphs(...named.map((plugin) => sectionOf(plugin, catalogue)))}\n`
}

const sectionOf = (plugin: AnyPlugin, { directives }: Catalogue): string => {
  switch (plugin.kind) {
    case 'source':
    case 'destination':
      return pluginSection(plugin)
    case 'directive':
      return directiveSection(plugin, argumentsOf(directives).get(plugin.name), directives)
    case 'preset':
      return presetSection(plugin)
    default:
      return plugin satisfies never
  }
}
