import { pick, type Chance } from './chance.ts'
import { oddJson } from './odd-values.ts'

/** Few names, so that paths meet members; some that every object inherits, and some that take quoting. */
const names = ['a', 'b', 'items', '0', 'length', 'constructor', '__proto__', 'a.b', "it's", ''] as const

/** Any JSON value, nested at most so deep. */
export const anyJson = (chance: Chance, depth = 4): unknown => {
  const kind = depth === 0 ? 'value' : pick(chance, ['value', 'list', 'object', 'object'])
  const parts = Array.from({ length: Math.floor(chance() * 4) }, () => undefined)
  if (kind === 'list') return parts.map(() => anyJson(chance, depth - 1))
  if (kind === 'object') return anyObject(chance, depth)
  return structuredClone(pick(chance, ['a', ...oddJson]))
}

/** Any JSON object. */
export const anyObject = (chance: Chance, depth = 4): Readonly<Record<string, unknown>> => {
  const parts = Array.from({ length: Math.floor(chance() * 5) }, () => undefined)
  return Object.fromEntries(parts.map(() => [pick(chance, names), anyJson(chance, depth - 1)]))
}
