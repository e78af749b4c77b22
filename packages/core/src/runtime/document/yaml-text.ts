import { Document, visit } from 'yaml'

/** What fits into one line, in characters. */
const line = 80

/** A value as a person would write it in YAML: each part in a line of its own, and in more where it is long. */
export const yamlText = (value: unknown): string => {
  const document = new Document(value, { aliasDuplicateObjects: false })
  visit(document, {
    Collection: (key, node) => {
      if (key === null || JSON.stringify(node).length > line) return undefined
      node.flow = true
      return visit.SKIP
    },
  })
  const text = document.toString({ lineWidth: 0, singleQuote: true }).trimEnd()
  return /\[ | \]/.test(JSON.stringify(value)) ? text : text.replaceAll('[ ', '[').replaceAll(' ]', ']')
}
