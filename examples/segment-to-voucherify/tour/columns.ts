const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const inline = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (!isObject(value)) return String(value)
  const members = Object.entries(value).map(([key, inner]) => `${key}: ${inline(inner)}`)
  return `{ ${members.join(', ')} }`
}

/** A value as YAML would write it: an object on one line where that is short enough. */
export const outline = (value: object, width: number): readonly string[] =>
  Object.entries(value).flatMap(([key, inner]) => {
    const line = `${key}: ${inline(inner)}`
    if (line.length <= width || !isObject(inner)) return [line]
    return [`${key}:`, ...outline(inner, width - 2).map((nested) => `  ${nested}`)]
  })

/** A text broken at spaces into lines of at most a width; a longer word has a line of its own. */
export const wrapped = (text: string, width: number): readonly string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** Two columns; an arrow leads from the first to each block of the second. */
export const beside = (
  left: readonly string[],
  blocks: readonly (readonly string[])[],
  width: number,
): readonly string[] => {
  const right = blocks.flatMap((block) => block.map((line, i) => `${i === 0 ? '→' : ' '} ${line}`))
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) =>
    `  ${(left[i] ?? '').padEnd(width)}${right[i] ?? ''}`.trimEnd(),
  )
}
