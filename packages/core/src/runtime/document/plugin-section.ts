import type { Plugin, PluginKinds } from '../../contracts/plugin.ts'
import { block, paragraphs } from './markdown.ts'
import { settingsTable } from './settings-table.ts'
import { yamlText } from './yaml-text.ts'

/** A source or a destination: what it is for, its settings, and examples of them. */
export const pluginSection = ({
  kind,
  name,
  summary,
  status,
  config,
  examples,
}: Plugin<keyof PluginKinds, unknown>): string =>
  paragraphs(
    `### ${name}`,
    `${summary}${status === 'stable' ? '' : ` It is ${status}.`}`,
    settingsTable(config.schema),
    ...examples.map((example) =>
      paragraphs(
        `**${example.title.charAt(0).toUpperCase()}${example.title.slice(1)}**`,
        block('yaml', yamlText(entryOf(kind, { use: name, ...example.config }))),
      ),
    ),
  )

const entryOf = (kind: keyof PluginKinds, entry: unknown): unknown =>
  kind === 'source' ? { sources: [entry] } : { destination: entry }
