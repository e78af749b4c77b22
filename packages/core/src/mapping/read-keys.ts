import { left, right, type Either } from 'fp-ts/lib/Either.js'

/** What is wrong with a text, and where: `at` counts characters from 0. */
export interface TextFault {
  readonly at: number
  readonly expected: string
}

/** Keys read from a text, and where the reading stopped. */
export interface KeysRead {
  readonly keys: readonly string[]
  readonly end: number
}

/** Which characters a key has without a backslash before them. `u` and `y` are set. */
export const keyStyles = {
  /** In a mapping: all but those that end a key. */
  mapping: /(?:[^.[\]\\]|\\.)+/suy,
  /** In a filter: https://segment.com/docs/api/public-api/fql/#escaping-field-paths */
  filter: /(?:[\w-]|\\.)+/suy,
} as const

const bracket = /\[(?:(0|[1-9]\d{0,8})|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/suy

const unescape = (text: string): string => text.replaceAll(/\\(.)/gsu, '$1')

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/**
 * Reads `a.b`, `a[0]`, `a['any key']` and `a\.b` from a place in a text, as far as they go. A key comes first, or a
 * bracket.
 */
export const readKeys = (text: string, start: number, style: keyof typeof keyStyles): Either<TextFault, KeysRead> => {
  const keys: string[] = []
  let at = start
  let inside = text[at] === '['
  for (;;) {
    const found = matchAt(inside ? bracket : keyStyles[style], text, at)
    if (found === null) {
      return left({ at, expected: inside ? `an index or a quoted key in brackets` : 'a key' })
    }
    keys.push(inside ? (found[1] ?? unescape(found[2] ?? found[3] ?? '')) : unescape(found[0]))
    at += found[0].length
    inside = text[at] === '['
    if (inside) continue
    if (text[at] !== '.') return right({ keys, end: at })
    at += 1
  }
}
