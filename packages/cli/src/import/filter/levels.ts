import { isConnective, isFunction, textAt } from './words.ts'
import type { Token } from './tokens.ts'

/** What Segment makes of parentheses and connectives: it has groups in no groups, and one connective for each. */
export const levelQuirksOf = (tokens: readonly Token[]): readonly string[] => {
  const found: string[] = []
  const levels: string[][] = [[]]
  const close = (): void => {
    const words = levels.pop() ?? []
    if (new Set(words).size > 1) found.push(`the last connective of a level, ${words.at(-1) ?? ''}, joins all of it`)
  }
  for (const [i, { text }] of tokens.entries()) {
    if (/^(?:and|or)$/i.test(text)) levels.at(-1)?.push(text.toLowerCase())
    if (text === '(') {
      const before = textAt(tokens, i - 1)
      const isCall = isFunction(tokens, i - 1) && !isConnective(before)
      if (levels.length > 1) {
        found.push(isCall ? `a group ends at the parenthesis after ${before}` : 'groups in groups are not understood')
      }
      levels.push([])
    }
    if (text === ')') close()
  }
  while (levels.length > 0) close()
  return found
}
