import { isLeft } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../../contracts/event.ts'
import { showPath } from '../../contracts/faults-of.ts'
import type { Read } from '../explain/step.ts'
import { compileKeys } from '../path.ts'
import { compileCondition } from './compile-condition.ts'
import type { Condition } from './condition.ts'
import { tokensOf, type Token } from './tokens.ts'

/** A part of a filter without `and` and `or` in it, and what it came to. */
export interface Finding {
  /** As it is written in the filter, after `not` where it is negated. */
  readonly text: string
  readonly holds: boolean
  /** The fields that it names, as a filter writes them. */
  readonly reads: readonly Read[]
}

/** Whether a filter holds, and what decided that. */
export interface Decision {
  readonly holds: boolean
  /** Of an `and` the first part that did not hold, or all; of an `or` the first that held, or all. */
  readonly because: readonly Finding[]
}

/** Decides about one event. Total and pure. */
export type Decide = (event: JsonObject) => Decision

/** Compiles a filter so that it tells what decided. `text` is what the condition was read from. */
export const createDecide = (condition: Condition, text: string): Decide => {
  const tokens = tokensOf(text)
  return decideOf(condition, isLeft(tokens) ? [] : tokens.right, false)
}

/** Below a `not`, all is the other way round: of an `and` that must not hold, one part that does not is enough. */
const decideOf = (condition: Condition, tokens: readonly Token[], negated: boolean): Decide => {
  if (condition._tag === 'Not') return decideOf(condition.term, tokens, !negated)
  if (condition._tag !== 'And' && condition._tag !== 'Or') return findingOf(condition, tokens, negated)
  const isAll = (condition._tag === 'And') !== negated
  const terms = condition.terms.map((term) => decideOf(term, tokens, negated))
  return (event) => {
    const decisions = terms.map((term) => term(event))
    const decisive = decisions.find(({ holds }) => holds !== isAll)
    return decisive ?? { holds: isAll, because: decisions.flatMap(({ because }) => because) }
  }
}

type Term = Exclude<Condition, { readonly _tag: 'And' | 'Or' | 'Not' }>

const findingOf = (term: Term, tokens: readonly Token[], negated: boolean): Decide => {
  const text = `${negated ? 'not ' : ''}${textOf(term, tokens)}`
  const fields = new Map<string, (event: JsonObject) => unknown>()
  const test = compileCondition<JsonObject>(term, (keys) => {
    const find = compileKeys(keys)
    fields.set(showPath(keys), find)
    return find
  })
  return (event) => {
    const holds = test(event) !== negated
    const reads = [...fields].map(([path, find]) => ({ path, value: find(event) }))
    return { holds, because: [{ text, holds, reads }] }
  }
}

/** What is written for a term: from its first value to the next `and` or `or`, or to the parenthesis around it. */
const textOf = (term: Term, tokens: readonly Token[]): string => {
  const { at } = term._tag === 'Comparison' ? term.left : term.operand
  let text = ''
  let end = at
  let open = 0
  for (const token of tokens.filter((one) => one.at >= at && one._tag !== 'End')) {
    if (token.text === '(') open += 1
    if (token.text === ')') open -= 1
    if (open < 0 || (token._tag === 'Field' && (token.word === 'and' || token.word === 'or'))) break
    text += (token.at > end ? ' ' : '') + token.text
    end = token.at + token.text.length
  }
  return text
}
