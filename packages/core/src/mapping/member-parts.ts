import type { Described } from '../contracts/described.ts'
import type { Expression } from '../contracts/expression.ts'
import type { Closed } from '../settings/closed.ts'
import { oneOrMore, required } from '../settings/field.ts'
import { MemberPath } from './member-path.ts'
import { parts } from './parts.ts'

/** Members of an object. */
export interface MemberParts {
  readonly of: Expression
  readonly keys: readonly MemberPath[]
}

/** The argument of a directive that takes members of an object by name. */
export const memberParts = (name: string, expression: Described<Expression>): Closed<MemberParts> =>
  parts(name, {
    of: required(expression, { summary: 'The object.' }),
    keys: required(oneOrMore(MemberPath, 'a list of one or more names of members'), {
      summary: 'Names of members, with dots into objects: shipping.address.',
    }),
  })
