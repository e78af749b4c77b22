import type { Preset, PresetRoute, RouteExample } from '../../contracts/preset.ts'
import { block, code, folded, paragraphs } from './markdown.ts'
import { yamlText } from './yaml-text.ts'

/** A preset: what it is for, and each of its routes with what becomes of examples. */
export const presetSection = ({ name, summary, routes }: Preset): string =>
  paragraphs(`## ${name}`, summary, block('yaml', `routes:\n  - use: ${name}`), ...routes.map(routeText))

const routeText = ({ name, when, makes, body, examples }: PresetRoute): string =>
  paragraphs(
    `### ${name}`,
    `${when === undefined ? 'Every event' : `Events for which ${code(when)} holds`}${bodyText(makes)}.`,
    ...examples.map(exampleText),
    folded('The mapping', block('yaml', yamlText(body))),
  )

const bodyText = (makes: string | undefined): string =>
  makes === undefined ? '' : `; it makes the body ${code(makes)}`

const exampleText = ({ title, event, expect }: RouteExample): string =>
  paragraphs(title === undefined ? '' : `**${title}**`, block('yaml', yamlText(event)), ...expectationText(expect))

const expectationText = (expect: RouteExample['expect']): readonly string[] => {
  if ('skips' in expect) return [`It is passed over: ${expect.skips}.`]
  return 'fails' in expect
    ? ['It fails:', block('text', expect.fails.join('\n'))]
    : ['It makes', block('yaml', yamlText(expect.body))]
}
