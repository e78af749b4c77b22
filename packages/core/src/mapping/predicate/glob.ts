import { left, right, type Either } from 'fp-ts/lib/Either.js'

/** A piece of a pattern: text that stands for itself, one character of some, or `*`. */
export type GlobPiece =
  | { readonly _tag: 'Text'; readonly text: string }
  | { readonly _tag: 'One'; readonly takes: (character: string) => boolean }
  | { readonly _tag: 'Many' }

const written = /(?<text>(?:[^*?[\\]|\\.)+)|(?<any>\?)|(?<many>\*+)|\[(?<set>(?:[^\]\\]|\\.)+)\]/suy

/** A range, or one character. */
const member = /(?:\\(.)|([^\\]))-(?:\\(.)|([^\\]))|(?:\\(.)|([^\\]))/gsu

const setOf = (text: string): ((character: string) => boolean) | undefined => {
  const ranges = [...text.matchAll(member)].map(([, a, b, c, d, e, f]) => {
    const from = (a ?? b ?? e ?? f ?? '').codePointAt(0) ?? 0
    return [from, (c ?? d)?.codePointAt(0) ?? from] as const
  })
  if (ranges.some(([from, to]) => from > to)) return undefined
  return (character) => {
    const code = character.codePointAt(0) ?? 0
    return ranges.some(([from, to]) => from <= code && code <= to)
  }
}

/**
 * Reads a pattern of `match`: `*`, `?`, `[abc]`, `[a-z]`, and a backslash before what stands for itself. Left: what is
 * expected of it. `[^a]` and `[!a]` are refused: elsewhere they mean different things, and the page does not say.
 *
 * @see https://segment.com/docs/api/public-api/fql/#match-string-pattern-
 */
export const readGlob = (pattern: string): Either<string, readonly GlobPiece[]> => {
  const pieces: GlobPiece[] = []
  for (let at = 0; at < pattern.length; at = written.lastIndex) {
    written.lastIndex = at
    const { text, any, many, set = '' } = written.exec(pattern)?.groups ?? {}
    if (text !== undefined) pieces.push({ _tag: 'Text', text: text.replaceAll(/\\(.)/gsu, '$1') })
    else if (many !== undefined) pieces.push({ _tag: 'Many' })
    else if (any !== undefined) pieces.push({ _tag: 'One', takes: () => true })
    else if (pattern[at] === '\\') return left('a pattern with a character after its last backslash')
    else if (/^[!^]/.test(set))
      return left('a pattern without [^…] and [!…] (a backslash makes ^ and ! stand for themselves)')
    else {
      const takes = set === '' ? undefined : setOf(set)
      if (takes === undefined) return left('a pattern in which each [ begins a list such as [abc] or [a-z]')
      pieces.push({ _tag: 'One', takes })
    }
  }
  return right(pieces)
}

/**
 * Compiles a pattern. It matches whole texts, letter case included; a character is a Unicode code point. A text costs at
 * most its length times the pattern's, whatever the pattern.
 */
export const compileGlob = (pieces: readonly GlobPiece[]): ((text: string) => boolean) =>
  pieces.some(({ _tag }) => _tag === 'One') ? byCharacter(pieces) : byText(pieces)

/** Texts between stars: each is looked for where the one before it ended; the first must begin, the last must end. */
const byText = (pieces: readonly GlobPiece[]): ((text: string) => boolean) => {
  const texts = pieces.flatMap((piece) => (piece._tag === 'Text' ? [piece.text] : []))
  const isOpenAt = (i: number): boolean => pieces.at(i)?._tag === 'Many'
  if (!pieces.some(({ _tag }) => _tag === 'Many')) return (text) => text === texts.join('')
  const start = isOpenAt(0) ? '' : (texts.shift() ?? '')
  const end = isOpenAt(-1) ? '' : (texts.pop() ?? '')
  return (text) => {
    const last = text.length - end.length
    if (last < start.length || !text.startsWith(start) || !text.endsWith(end)) return false
    let at = start.length
    for (const middle of texts) {
      const found = text.indexOf(middle, at)
      if (found < 0 || found + middle.length > last) return false
      at = found + middle.length
    }
    return true
  }
}

type Single = (character: string) => boolean

const is =
  (one: string): Single =>
  (character) =>
    character === one

/** Goes back to the last star alone: what lay before it was found as early as can be. */
const byCharacter = (pieces: readonly GlobPiece[]): ((text: string) => boolean) => {
  const singles = pieces.flatMap((piece): readonly (Single | undefined)[] => {
    if (piece._tag === 'Text') return [...piece.text].map(is)
    return [piece._tag === 'One' ? piece.takes : undefined]
  })
  return (text) => {
    const characters = [...text]
    let at = 0
    let next = 0
    let star = -1
    let from = 0
    while (at < characters.length) {
      const single = singles[next]
      if (next < singles.length && single === undefined) {
        star = next++
        from = at
      } else if (single?.(characters[at] ?? '') === true) {
        next += 1
        at += 1
      } else if (star >= 0) {
        next = star + 1
        from += 1
        at = from
      } else return false
    }
    while (next < singles.length && singles[next] === undefined) next += 1
    return next === singles.length
  }
}
