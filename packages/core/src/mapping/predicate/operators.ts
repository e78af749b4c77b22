import type { FilterExample } from './example.ts'
import type { Kind } from './kind.ts'

/** An operator between two values. A missing value is null. */
export interface Operator {
  /** As it is written, in lower case where it is a word. */
  readonly symbol: string
  readonly summary: string
  /** What may stand left and right of it where that can be told when the filter is read. */
  readonly takes: readonly [left: readonly Kind[], right: readonly Kind[]]
  readonly holds: (left: unknown, right: unknown) => boolean
  /** The same where the right side is known beforehand: quicker. */
  readonly holdsFor?: (right: unknown) => ((left: unknown) => boolean) | undefined
  readonly examples: readonly [FilterExample, ...FilterExample[]]
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null

const isSame = (left: unknown, right: unknown): boolean => left === right && isScalar(left)

/**
 * Values of the same type that are the same: a number never equals a text. Lists are equal where their items are the
 * same scalars in the same order; an object equals nothing.
 */
const isEqual = (left: unknown, right: unknown): boolean =>
  Array.isArray(left) && Array.isArray(right)
    ? left.length === right.length && left.every((item, i) => isSame(item, right[i]))
    : isSame(left, right)

const isIn = (left: unknown, right: unknown): boolean =>
  Array.isArray(right) && right.some((item) => isSame(left, item))

const scalars: readonly Kind[] = ['string', 'number', 'bool', 'null']
const values: readonly Kind[] = [...scalars, 'list']
const numbers: readonly Kind[] = ['number']

const bothNumbers =
  (holds: (left: number, right: number) => boolean): Operator['holds'] =>
  (left, right) =>
    typeof left === 'number' && typeof right === 'number' && holds(left, right)

const order = { properties: { total: 12.5, coupon: null } }

/** The operators of a filter, one row each, as https://segment.com/docs/api/public-api/fql/#operators describes them. */
export const operators: readonly Operator[] = [
  {
    symbol: '=',
    summary: 'The same type and the same value, letter case included; `= null`: missing or null.',
    takes: [values, values],
    holds: isEqual,
    holdsFor: (right) => (isScalar(right) ? (left) => left === right : undefined),
    examples: [
      { filter: 'type = "track"', event: { type: 'track' }, holds: true },
      { filter: 'properties.total = "12.5"', event: order, holds: false },
      { filter: 'properties.coupon = null and properties.nope = null', event: order, holds: true },
    ],
  },
  {
    symbol: '!=',
    summary: 'Another type or another value; `!= null`: there, and not null.',
    takes: [values, values],
    holds: (left, right) => !isEqual(left, right),
    holdsFor: (right) => (isScalar(right) ? (left) => left !== right : undefined),
    examples: [
      { filter: 'properties.total != null', event: order, holds: true },
      { filter: 'properties.total != "12.5"', event: order, holds: true },
    ],
  },
  {
    symbol: '<',
    summary: 'Both are numbers, and the left is less.',
    takes: [numbers, numbers],
    holds: bothNumbers((left, right) => left < right),
    examples: [{ filter: 'properties.total < 100', event: order, holds: true }],
  },
  {
    symbol: '<=',
    summary: 'Both are numbers, and the left is not greater.',
    takes: [numbers, numbers],
    holds: bothNumbers((left, right) => left <= right),
    examples: [{ filter: 'properties.total <= 12.5', event: order, holds: true }],
  },
  {
    symbol: '>',
    summary: 'Both are numbers, and the left is greater.',
    takes: [numbers, numbers],
    holds: bothNumbers((left, right) => left > right),
    examples: [
      { filter: 'properties.total > 10', event: order, holds: true },
      { filter: 'properties.total > 10', event: { properties: { total: '12.5' } }, holds: false },
    ],
  },
  {
    symbol: '>=',
    summary: 'Both are numbers, and the left is not less.',
    takes: [numbers, numbers],
    holds: bothNumbers((left, right) => left >= right),
    examples: [{ filter: 'properties.total >= 12.6', event: order, holds: false }],
  },
  {
    symbol: 'in',
    summary: 'The right is a list that has the left among its items.',
    takes: [scalars, ['list']],
    holds: isIn,
    holdsFor: (right) => {
      const items = new Set<unknown>(Array.isArray(right) ? right : [])
      return (left) => items.has(left)
    },
    examples: [
      { filter: 'type in ["track", "page"]', event: { type: 'track' }, holds: true },
      { filter: '"sale" in properties.tags', event: { properties: { tags: ['new', 'sale'] } }, holds: true },
      { filter: '"sale" in properties.tags', event: { properties: { tags: 'sale' } }, holds: false },
    ],
  },
]
