import { closed, type Closed, type Fields, type Values } from '../settings/closed.ts'

/**
 * The named parts of a directive's argument. A null is a value as it is everywhere in a mapping: `else: null` makes a
 * null, where a setting that is null counts as not set.
 */
export const parts = <const F extends Fields>(name: string, fields: F): Closed<Values<F>> =>
  closed(name, fields, { nulls: 'values' })
