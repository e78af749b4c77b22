import { left, right, type Either } from 'fp-ts/lib/Either.js'
import { isScalar, parseDocument, visit, type Document, type LineCounter, type Range, type YAMLError } from 'yaml'

/** What is wrong with a text as YAML; `at` counts characters from 0. */
export interface YamlMistake {
  readonly at: number
  readonly expected: string
  readonly found: string
}

/** A document that was parsed, and its value. */
export interface YamlRead {
  readonly document: Document
  readonly value: unknown
}

/**
 * How often an alias may be filled in, those inside of it counted each time: a settings file repeats a mapping for a few
 * dozen routes; a text of a few lines could else grow to fill the memory.
 */
const mostAliases = 100

/**
 * Parses one YAML document. What YAML allows and settings would silently take for something else is a mistake, too:
 * tags, merge keys, numbers with more digits than a number keeps.
 */
export const readYaml = (text: string, lineCounter: LineCounter): Either<readonly YamlMistake[], YamlRead> => {
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  const errors = [...document.errors, ...document.warnings]
  // What follows a mistake of form is often no mistake of its own.
  const last = errors.findIndex(({ code }) => code !== 'DUPLICATE_KEY' && code !== 'TAG_RESOLVE_FAILED')
  const mistakes = errors.slice(0, last < 0 ? undefined : last + 1).map((error) => mistakeOf(error, text))
  const found = mistakes.length > 0 ? mistakes : surprisesIn(document)
  if (found.length > 0) return left(found)
  try {
    return right({ document, value: document.toJS({ maxAliasCount: mostAliases }) })
  } catch {
    // Thrown where aliases are too many; those that lead nowhere were told above.
    const expected = `aliases that are filled in at most ${mostAliases} times, those inside of others counted each time`
    return left([{ at: 0, expected, found: 'more' }])
  }
}

const mistakeOf = ({ code, message, pos: [at] }: YAMLError, text: string): YamlMistake => {
  const word = /^[^\s:,[\]{}]*/.exec(text.slice(at))?.[0] ?? ''
  switch (code) {
    case 'TAB_AS_INDENT':
      return { at, expected: 'spaces for indentation', found: 'a tab' }
    case 'DUPLICATE_KEY':
      return { at, expected: 'each key once', found: `${word} again` }
    case 'MULTIPLE_DOCS':
      return { at, expected: 'one document', found: 'another one after ---' }
    case 'TAG_RESOLVE_FAILED':
      return { at, expected: 'no tag', found: word }
    case 'BAD_SCALAR_START':
      return { at, expected: `quotes around what starts with ${text[at]}`, found: word }
    case 'UNEXPECTED_TOKEN':
    case 'BLOCK_AS_IMPLICIT_KEY':
      return { at, expected: 'YAML, where a text with [ ] { } : or # in it needs quotes', found: message }
    default:
      return { at, expected: 'YAML', found: `a mistake: ${message}` }
  }
}

/** What is YAML, and yet not what its writer means. */
const surprisesIn = (document: Document): readonly YamlMistake[] => {
  const mistakes: YamlMistake[] = []
  const tell = (at: number | undefined, expected: string, found: string) =>
    mistakes.push({ at: at ?? 0, expected, found })
  visit(document, {
    Alias: (_key, alias) => {
      const { source, range } = alias
      const anchor = alias.resolve(document)
      if (anchor === undefined) tell(range?.[0], `an anchor &${source} before its alias`, 'none')
      else if (isWithin(range, anchor.range)) tell(range?.[0], `an alias outside of &${source} itself`, 'one inside')
    },
    Pair: (_key, { key }) => {
      if (!isScalar(key) || key.value !== '<<' || key.type !== 'PLAIN') return
      tell(key.range?.[0], 'members by their names (there are no merge keys)', '<<')
    },
    Scalar: (_key, { value, source = '', range }) => {
      if (!Number.isInteger(value) || Number.isSafeInteger(value)) return
      tell(range?.[0], 'a number that keeps all its digits (quotes make it a text)', source)
    },
  })
  return mistakes
}

const isWithin = (inner: Range | null | undefined, outer: Range | null | undefined): boolean =>
  inner != null && outer != null && inner[0] >= outer[0] && inner[0] < outer[1]
