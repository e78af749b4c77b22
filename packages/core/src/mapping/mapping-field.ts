import { validated } from '../settings/field.ts'
import { isLeft, right, toError, tryCatch } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Shape } from '../contracts/source.ts'
import { compile, type Make } from './compile.ts'
import { directives } from './directives.ts'
import { mappingCodec } from './grammar.ts'
import type { Described } from '../contracts/described.ts'
import type { Directive } from '../contracts/directive.ts'
import type { Expression } from '../contracts/expression.ts'

/** A mapping that was read and compiled. */
export interface CompiledMapping {
  readonly expression: Expression
  readonly apply: Make
}

/**
 * The codec of a route's `body`. Every fault is told at once, with its path. `shape` says which names a path may start
 * with; `known` is what directives there are.
 */
export const mappingField = (shape: Shape, known: readonly Directive[] = directives): Described<CompiledMapping> => {
  const mapping = mappingCodec(known, shape)
  return validated(mapping.name, mapping.schema, (u, context) => {
    const read = mapping.validate(u, context)
    if (isLeft(read)) return read
    // A directive that throws is a bug of its plugin, and told where it is used.
    const compiled = tryCatch(() => compile(read.right), toError)
    if (isLeft(compiled)) return t.failure(u, context, `a mapping that can be compiled (${compiled.left.message})`)
    return right({ expression: read.right, apply: compiled.right })
  })
}
