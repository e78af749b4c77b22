import { types } from 'node:util'
import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../contracts/event.ts'
import type { Fault } from '../contracts/failure.ts'
import { showFound, showPath } from '../contracts/faults-of.ts'
import { mostUnits } from './limits.ts'
import { makeFields, makeItems } from './make.ts'
import { compilePath, showEventPath } from './path.ts'
import type { Compiler, Refuse } from '../contracts/compiler.ts'
import type { Call, Expression } from '../contracts/expression.ts'
import type { Path } from '../contracts/path.ts'
import type { Evaluate, Scope } from '../contracts/scope.ts'

/** Makes a value from an event, or tells everything that keeps it from being made. Total, pure, mutates nothing. */
export type Make = (event: JsonObject) => Either<readonly Fault[], unknown>

/** Sees each expression as it is compiled, with its place in the body; what it returns is used instead. */
export type Watch = (expression: Expression, place: string, evaluate: Evaluate) => Evaluate

const unwatched: Watch = (_expression, _place, evaluate) => evaluate

/**
 * Compiles an expression to closures, once. A missing value is undefined, and is left out of objects and lists; an
 * object or list whose every part is missing is missing itself. Constants are frozen and shared between events; values
 * of the event are not copied.
 */
export const compile = (expression: Expression, watch: Watch = unwatched): Make => {
  const evaluate = compilerAt([], watch).child(expression)
  return (event) => {
    const faults: Fault[] = []
    const value = evaluate({ root: event, item: event, faults, budget: { left: mostUnits } })
    return faults.length > 0 ? left(faults) : right(value)
  }
}

/** Every path that an expression reads, in order, each once. */
export const pathsOf = (expression: Expression): readonly Path[] => {
  const paths = new Map<string, Path>()
  compile(expression, (part, _place, evaluate) => {
    if (part._tag === 'Lookup') paths.set(showEventPath(part.path), part.path)
    return evaluate
  })
  return [...paths.values()]
}

type Keys = readonly (string | number)[]

const compilerAt = (keys: Keys, watch: Watch): Compiler => {
  const place = showPath(keys)
  return {
    place,
    child: (expression) => watch(expression, place, compileAt(expression, keys, watch)),
    refusal: (expected, part) => refusalAt(place, expected, part),
    spend: (scope, units) => spendAt(place, scope, units),
    get inItem() {
      return compilerAt([], watch)
    },
  }
}

const compileAt = (expression: Expression, keys: Keys, watch: Watch): Evaluate => {
  switch (expression._tag) {
    case 'Constant':
      return always(expression.value)
    case 'Lookup':
      return compilePath(expression.path)
    case 'Fields': {
      const parts = expression.fields.map(([key, part]) => ({
        key,
        make: compilerAt([...keys, key], watch).child(part),
      }))
      return isConstant(expression) ? always(fold(expression)) : makeFields(parts)
    }
    case 'Items': {
      const parts = expression.items.map((part, i) => compilerAt([...keys, i], watch).child(part))
      return isConstant(expression) ? always(fold(expression)) : makeItems(parts)
    }
    case 'Call':
      return compileCall(expression, compilerAt(keys, watch))
    default:
      return expression satisfies never
  }
}

/** A plugin may have been written without types; a promise would go on as an empty object. */
const compileCall = ({ directive, compile: compileWith }: Call, compiler: Compiler): Evaluate => {
  const evaluate: unknown = compileWith(compiler)
  if (typeof evaluate === 'function' && !types.isAsyncFunction(evaluate)) return evaluate as Evaluate // its own tests show the rest
  throw new Error(`${directive} gives no function to call for each event, or an async one`)
}

const always =
  (value: unknown): Evaluate =>
  () =>
    value

const isConstant = (expression: Expression): boolean => {
  if (expression._tag === 'Fields') return expression.fields.every(([, part]) => isConstant(part))
  if (expression._tag === 'Items') return expression.items.every(isConstant)
  return expression._tag === 'Constant'
}

/** The one value of a constant expression. */
const fold = (expression: Expression): unknown => {
  if (expression._tag === 'Constant') return expression.value
  if (expression._tag === 'Items') return Object.freeze(expression.items.map(fold))
  if (expression._tag !== 'Fields') return undefined
  return Object.freeze(Object.fromEntries(expression.fields.map(([key, part]) => [key, fold(part)])))
}

const spendAt = (place: string, { budget, faults }: Scope, units: number): boolean => {
  const had = budget.left
  budget.left = had - units
  if (had >= units) return true
  if (had >= 0) faults.push({ path: place, expected: `at most ${mostUnits} items and characters`, found: 'more' })
  return false
}

const refusalAt = (place: string, expected: string, part: Expression): Refuse => {
  let origin: string | undefined
  return ({ faults }, found) => {
    origin ??= pathsOf(part).map(showEventPath).join(' or ')
    faults.push({ path: place, expected, found: `${showFound(found)}${origin === '' ? '' : ` (${origin})`}` })
    return undefined
  }
}
