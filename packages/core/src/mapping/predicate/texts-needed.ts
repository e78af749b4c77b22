import { isLeft } from 'fp-ts/lib/Either.js'
import type { Unread } from '../../contracts/source.ts'
import type { Comparison, Condition, Operand, Scalar } from './condition.ts'
import { readGlob } from './glob.ts'

/** Texts of which at least one stands in the JSON text of every event for which a condition holds. */
export interface TextsNeeded {
  readonly texts: ReadonlySet<string>
  /** How rare such texts are: of several clues the rarest is worth looking for. */
  readonly rarity: number
}

/** From what most events have to what few have. */
const rarities = { flag: 0, type: 1, name: 2, value: 3 } as const

type Clue = TextsNeeded | undefined

/**
 * What must stand in the JSON text of an event for a condition to hold; undefined where nothing must. That is so where the
 * JSON text has no `\u` in it.
 *
 * A text has no other way to be written but with a backslash before some characters, at which it is cut; a number has
 * several, so it says nothing.
 *
 * @param verbatim first names of the fields that stand in the JSON text as they are
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-7
 */
export const textsNeeded = (condition: Condition, verbatim: Unread['fields']): Clue => {
  const inCondition = (condition: Condition): Clue => {
    switch (condition._tag) {
      case 'Comparison':
        return inComparison(condition)
      case 'Alone':
        return inAlone(condition.operand)
      case 'And':
        return rarest(condition.terms.map(inCondition))
      case 'Or':
        return oneOf(condition.terms.map(inCondition))
      case 'Not':
        return undefined
      default:
        return condition satisfies never
    }
  }

  const inComparison = ({ operator, left, right }: Comparison): Clue => {
    if (operator === '=')
      return left._tag === 'Constant' ? withValue(right, left.value) : withValue(left, valueOf(right))
    if (operator === '!=') return isNull(right) ? present(left) : isNull(left) ? present(right) : undefined
    if (/^[<>]/.test(operator)) return rarest([present(left), present(right)])
    if (operator !== 'in') return undefined
    if (left._tag === 'Constant') return withValue(right, left.value)
    const items = valueOf(right)
    return isScalar(items) ? undefined : oneOf(items.map((item) => withValue(left, item)))
  }

  const inAlone = (operand: Operand): Clue => {
    if (operand._tag !== 'Call') return withValue(operand, true)
    const [subject, part] = operand.operands
    if (subject === undefined || part === undefined || !isVerbatim(subject)) return undefined
    const text = valueOf(part)
    if (typeof text !== 'string') return present(subject)
    if (operand.name === 'contains') return rarest([present(subject), clueOf(text.split(unsafe))])
    return operand.name === 'match' ? rarest([present(subject), clueOf(runsOf(text))]) : undefined
  }

  /** A field that has this value, or a list that has it as an item. */
  const withValue = (operand: Operand, value: Value): Clue => {
    if (!isScalar(value) || value === null || !isVerbatim(operand)) return undefined
    if (typeof value === 'boolean')
      return rarest([present(operand), { texts: new Set([String(value)]), rarity: rarities.flag }])
    if (typeof value === 'number') return present(operand)
    const isType = operand._tag === 'Field' && operand.keys[0] === 'type'
    return rarest([present(operand), clueOf(quoted(value.split(unsafe)), isType ? rarities.type : rarities.value)])
  }

  const isTakenAsItIs = (name: string): boolean =>
    'except' in verbatim ? !verbatim.except.includes(name) : verbatim.includes(name)

  const isVerbatim = (operand: Operand): boolean =>
    operand._tag === 'Field' && operand.keys[0] !== undefined && isTakenAsItIs(operand.keys[0])

  /** A field that is there at all: its last name is, unless that may be an index. */
  const present = (operand: Operand): Clue => {
    if (operand._tag !== 'Field' || !isVerbatim(operand)) return undefined
    const name = operand.keys.slice(1).findLast((key) => !/^\d+$/.test(key))
    return name === undefined ? undefined : clueOf(quoted(name.split(unsafe)), rarities.name)
  }

  return inCondition(condition)
}

type Value = Scalar | readonly Scalar[]

const isScalar = (value: Value): value is Scalar => typeof value !== 'object' || value === null

const isNull = (operand: Operand): boolean => operand._tag === 'Constant' && operand.value === null

/** A constant's value; null, which says nothing, where it is none. */
const valueOf = (operand: Operand): Value => (operand._tag === 'Constant' ? operand.value : null)

/** What JSON may write with a backslash, and what bytes that are not UTF-8 are read as. */
const unsafe = /["\\/\p{Cc}\p{Cs}\ufffd]/u

/** The runs of a whole text: its quotes belong to the first and the last. */
const quoted = (runs: readonly string[]): readonly string[] =>
  runs.map((run, i) => (i === 0 ? '"' : '') + run + (i === runs.length - 1 ? '"' : ''))

/** The runs of a pattern: they end at its wildcards, too. */
const runsOf = (pattern: string): readonly string[] => {
  const pieces = readGlob(pattern)
  if (isLeft(pieces)) return []
  return quoted(
    pieces.right
      .map((piece) => (piece._tag === 'Text' ? piece.text : '\0'))
      .join('')
      .split(unsafe),
  )
}

/** The longest of runs that all must stand in a text. */
const clueOf = (runs: readonly string[], rare: number = rarities.value): Clue => {
  const longest = runs.reduce((long, run) => (run.length > long.length ? run : long), '')
  return longest === '' || longest === '"' ? undefined : { texts: new Set([longest]), rarity: rare }
}

const rarest = (clues: readonly Clue[]): Clue =>
  clues.reduce((rare, clue) => (clue !== undefined && (rare === undefined || isRarer(clue, rare)) ? clue : rare))

const isRarer = (a: TextsNeeded, b: TextsNeeded): boolean =>
  a.rarity === b.rarity ? shortest(a) > shortest(b) : a.rarity > b.rarity

const shortest = ({ texts }: TextsNeeded): number => Math.min(...[...texts].map(({ length }) => length))

const oneOf = (clues: readonly Clue[]): Clue => {
  const texts = new Set<string>()
  let rare = Infinity
  for (const clue of clues) {
    if (clue === undefined) return undefined
    for (const text of clue.texts) texts.add(text)
    rare = Math.min(rare, clue.rarity)
  }
  return { texts, rarity: rare }
}
