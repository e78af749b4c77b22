/** A text as inline code; a bar in it does not end a column of a table. */
export const code = (text: string): string => {
  const fence = text.includes('`') ? '``' : '`'
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${fence}${space}${text}${space}${fence}`
}

/** A table. Nothing where it has no rows. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  if (rows.length === 0) return ''
  return [lineOf(head), `|${head.map(() => '---|').join('')}`, ...rows.map(lineOf)].join('\n')
}

const lineOf = (cells: readonly string[]): string => `| ${cells.map(cellOf).join(' | ')} |`

const cellOf = (text: string): string => text.replaceAll('\n', ' ').replaceAll('|', '\\|')

/** A block of code in a language. */
export const block = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``

/** What is shown where its title is clicked. */
export const folded = (title: string, text: string): string =>
  `<details><summary>${title}</summary>\n\n${text}\n\n</details>`

/** Parts of a page with an empty line between them; empty parts are left out. */
export const paragraphs = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n')
