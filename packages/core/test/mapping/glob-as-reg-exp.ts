const escaped = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`

/** A character of a set: a dash makes a range, a backslash a character of what follows. */
const member = (written: string): string => (written === '-' ? '-' : escaped(written.replace(/^\\(?=.)/su, '')))

const piece = (written: string): string => {
  if (written === '*') return '[^]*'
  if (written === '?') return '[^]'
  if (!written.startsWith('[')) return escaped(written.replace(/^\\/, ''))
  const set = written.slice(1, -1).match(/\\.|./gsu) ?? []
  return `[${set.map(member).join('')}]`
}

/** A pattern of `match` as a regular expression, which may take for ever; undefined where the pattern is faulty. */
export const globAsRegExp = (pattern: string): RegExp | undefined => {
  const pieces = pattern.match(/\[(?:[^\]\\]|\\.)+\]|\\.|[^]/gsu) ?? []
  if (pieces.some((written) => written === '[' || written === '\\' || /^\[[!^]/.test(written))) return undefined
  try {
    return new RegExp(`^${pieces.map(piece).join('')}$`, 'u')
  } catch {
    return undefined
  }
}
