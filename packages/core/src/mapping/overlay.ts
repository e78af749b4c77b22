import { isDirective, isMembers } from './json.ts'
import { isPathText } from './read-path.ts'

/**
 * Lays one mapping, as it is written, over another: members of objects one by one, a null takes the member away,
 * anything else replaces what was there. Members laid over what a path or a directive makes are merged with that.
 *
 * @example
 * overlay({ event: 'e', metadata: { a: '$.a' } }, { metadata: { b: 1 } }) // { event: 'e', metadata: { a: '$.a', b: 1 } }
 */
export const overlay = (base: unknown, over: unknown): unknown => {
  if (!isMembers(over) || isDirective(over)) return over
  if (isDirective(base) || (typeof base === 'string' && isPathText(base))) {
    return { '@merge': { objects: [base, over], direction: 'right' } }
  }
  const members = new Map(isMembers(base) ? Object.entries(base) : [])
  for (const [key, value] of Object.entries(over)) {
    if (value === null) members.delete(key)
    else members.set(key, overlay(members.get(key), value))
  }
  return Object.fromEntries(members)
}
