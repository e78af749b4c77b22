import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Described } from '../contracts/described.ts'
import type { Expression } from '../contracts/expression.ts'
import { validated } from '../settings/field.ts'

/** An expression that can make an object: a text, a number or a list that is written there is a mistake. */
export const objectExpression = (expression: Described<Expression>): Described<Expression> =>
  validated('an object, a path or a directive', expression.schema, (u, context) => {
    const read = expression.validate(u, context)
    if (isLeft(read)) return read
    return read.right._tag === 'Constant' || read.right._tag === 'Items' ? t.failure(u, context) : read
  })
