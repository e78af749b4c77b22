import type { Expression } from '../contracts/expression.ts'
import { showEventPath } from './path.ts'

/**
 * Writes an expression as a mapping: a JSON value that reads as the same expression. A directive's argument is as it was
 * written, not a copy.
 *
 * @example
 * printMapping({ _tag: 'Constant', value: '$.a' }) // { '@literal': '$.a' }
 */
export const printMapping = (expression: Expression): unknown => {
  switch (expression._tag) {
    case 'Constant':
      return isPlain(expression.value) ? expression.value : { '@literal': expression.value }
    case 'Lookup':
      return showEventPath(expression.path)
    case 'Fields':
      return Object.fromEntries(expression.fields.map(([key, part]) => [key, printMapping(part)]))
    case 'Items':
      return expression.items.map(printMapping)
    case 'Call':
      return { [expression.directive]: expression.written() }
    default:
      return expression satisfies never
  }
}

/** A path, or what a source with closed names takes for one without its dot. */
const mayBePath = /^\$\$?(?:[.[A-Za-z_]|$)/

/** Whether a constant written as it is reads as itself: no path, and nothing whose parts would be read. */
const isPlain = (value: unknown): boolean =>
  typeof value === 'string' ? !mayBePath.test(value) : typeof value !== 'object' || value === null
