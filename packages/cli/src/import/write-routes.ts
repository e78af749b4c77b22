import { Document, visit } from 'yaml'
import { isJsonObject } from './json-object.ts'
import type { Imported, WrittenRoute } from './imported.ts'

/** The lines of a settings file from `routes:` on: each route below what was changed of it. */
export const writeRoutes = (imported: readonly Imported[]): string => {
  const items = imported.map((one) => comment(linesOf(one)) + (one._tag === 'Kept' ? writeRoute(one.route) : ''))
  return `routes:\n${items.join('\n')}`
}

/** A route as an item of `routes:`, which is read back as what was written. */
export const writeRoute = (route: WrittenRoute): string => {
  const document = new Document([escaped(route)])
  visit(document, {
    Collection: (_key, node, path) => {
      node.flow = path.length > routeDepth && JSON.stringify(node).length <= mostFlowCharacters
      return node.flow ? visit.SKIP : undefined
    },
  })
  return indented(document.toString({ singleQuote: true, lineWidth: mostCharacters }))
}

/** What stands around a route: the document and the list. */
const routeDepth = 2

/** How long an object or list may be that stands on one line. */
const mostFlowCharacters = 80

const mostCharacters = 118

/** Variables are filled in where settings are loaded; `$${` stands for `${`. */
const escaped = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${')
  if (Array.isArray(value)) return value.map(escaped)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, escaped(member)]))
}

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ')

const linesOf = (imported: Imported): readonly string[] => {
  const { subscription, notes } = imported
  const changed = notes.map(({ path, text }) => `  ${path}: ${text}`)
  return imported._tag === 'Kept'
    ? [subscription.name, ...changed]
    : [`${subscription.name} is left out: ${imported.reasons.join('; ')}`]
}

const comment = (lines: readonly string[]): string =>
  lines.map((line) => `  # ${line.replaceAll(/[\r\n]+/g, ' ')}\n`).join('')
