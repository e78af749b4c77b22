import { misplaced, validated } from '../settings/field.ts'
import { isLeft, map } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Shape } from '../contracts/source.ts'
import { expressionReference, grammarSchema, notes } from './grammar-schema.ts'
import { badKey, isScalar, readParts } from './json.ts'
import { excess } from './limits.ts'
import { oneOfNames } from '../settings/nearest.ts'
import { filterText } from './filter-text.ts'
import { isPathText, pathText } from './read-path.ts'
import type { Described } from '../contracts/described.ts'
import { bindDirective, type BoundDirective } from './bind.ts'
import type { Directive, Grammar } from '../contracts/directive.ts'
import type { Call, Constant, Expression, Fields, Items, Lookup } from '../contracts/expression.ts'

/**
 * The codec of a whole mapping: reads what YAML or JSON gave into an expression, or tells every fault with its path.
 *
 * - a text that is a path (`$.a`) looks a value up; any other text, number, boolean or null stands for itself;
 * - an object or a list is made of expressions;
 * - `{ '@name': argument }` is one of the directives, alone in its object.
 *
 * `shape` says which names paths may start with. Throws where two directives have one name.
 */
export const mappingCodec = (directives: readonly Directive[], shape: Shape): Described<Expression> => {
  const { expression, bound } = bind(directives, shape, false)
  return validated('a mapping', grammarSchema(directives, bound), (u, context) => {
    const tooMuch = excess(u)
    return tooMuch === undefined ? expression.validate(u, context) : t.failure(u, context, tooMuch)
  })
}

/** What may stand after each directive's name. */
export const argumentsOf = (directives: readonly Directive[]): ReadonlyMap<string, BoundDirective> =>
  bind(directives, 'open', false).bound

type Bound = ReadonlyMap<string, BoundDirective>

const bind = (
  directives: readonly Directive[],
  shape: Shape,
  inItems: boolean,
): Grammar & { readonly bound: Bound } => {
  const bound = new Map<string, BoundDirective>()
  const path = pathText(shape, inItems)
  const filter = filterText(inItems ? 'open' : shape)
  const expression = expressionCodec(path, bound, shape)
  let items: Grammar | undefined
  const grammar = {
    expression,
    path,
    filter,
    bound,
    get inItem(): Grammar {
      items ??= inItems ? grammar : bind(directives, shape, true)
      return items
    },
  }
  for (const directive of directives) {
    if (bound.has(directive.name)) throw new Error(`two directives are named ${directive.name}`)
    bound.set(directive.name, bindDirective(directive, grammar))
  }
  return grammar
}

/** The path that a text was meant for which lacks the dot: `$userId`. As a text it would be everybody's id. */
const meantPath = (text: string, shape: Shape): string | undefined => {
  const name = /^\$\$?([A-Za-z_]\w*)/.exec(text)?.[1]
  return shape !== 'open' && name !== undefined && shape.includes(name) ? `$.${name}` : undefined
}

const expressionCodec = (path: Grammar['path'], bound: Bound, shape: Shape): Described<Expression> => {
  const expression: Described<Expression> = validated(
    'a JSON value, a path or a directive',
    expressionReference,
    (u, context): t.Validation<Expression> => {
      if (typeof u === 'string' && isPathText(u)) return map(lookup)(path.validate(u, context))
      const meant = typeof u === 'string' ? meantPath(u, shape) : undefined
      if (meant !== undefined) return t.failure(u, context, `a path that starts with ${meant}, or a @literal`)
      if (isScalar(u)) return t.success(constant(u))
      if (typeof u !== 'object' || u === null) return t.failure(u, context)
      const part = (value: unknown, key: string): t.Validation<Expression> =>
        badKey(key, value, context) ?? expression.validate(value, t.appendContext(context, key, expression, value))
      if (Array.isArray(u)) return map(items)(readParts(u, part))
      const name = Object.keys(u).find((key) => key.startsWith('@'))
      return name === undefined ? map(fields)(readParts(u, part)) : readCall(bound, name, u, context)
    },
  )
  return expression
}

const constant = (value: Constant['value']): Constant => ({ _tag: 'Constant', value })
const lookup = (path: Lookup['path']): Lookup => ({ _tag: 'Lookup', path })
const fields = (entries: Fields['fields']): Fields => ({ _tag: 'Fields', fields: entries })
const items = (entries: Fields['fields']): Items => ({ _tag: 'Items', items: entries.map(([, item]) => item) })

const readCall = (bound: Bound, name: string, u: object, context: t.Context): t.Validation<Call> => {
  const given = new Map<string, unknown>(Object.entries(u))
  const errors = [...given]
    .filter(([key]) => key !== name && key !== notes)
    .map(([key]) => misplaced(`nothing beside ${name}`, key, key, context))
  const directive = bound.get(name)
  const argument = given.get(name)
  const read =
    directive === undefined
      ? t.failures<Call>([misplaced(oneOfNames([...bound.keys()], name), name, argument, context)])
      : directive.read(argument, t.appendContext(context, name, directive.argument, argument))
  if (isLeft(read)) errors.push(...read.left)
  return errors.length > 0 ? t.failures(errors) : read
}
