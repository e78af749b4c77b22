import type { Compiler } from '../contracts/compiler.ts'
import type { Expression } from '../contracts/expression.ts'
import type { Scope } from '../contracts/scope.ts'
import { mostLevels } from './limits.ts'
import { exactNumber, isExact } from '../settings/exact-number.ts'

/** What a walk deals with: the members of a value, or the characters of its texts and names too. */
export type Extent = 'members' | 'characters'

/**
 * To be asked before a value is walked to its leaves: takes a unit for each member, and for each character where those
 * are written. False, with a fault, where that is too much, the value is too deep, or a number that is written lost digits.
 * So every walk ends: what holds the same part twice at each of thirty levels takes little memory and has a billion leaves.
 */
export const createWalk = (
  part: Expression,
  { refusal, spend }: Pick<Compiler, 'refusal' | 'spend'>,
  extent: Extent,
): ((scope: Scope, value: unknown) => boolean) => {
  const refuse = refusal(`at most ${mostLevels} levels of nesting`, part)
  const refuseNumber = refusal(exactNumber, part)
  return (scope, value) => {
    const open: (readonly [value: unknown, level: number])[] = [[value, 0]]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [member, level] = next
      if (!spend(scope, unitsOf(member, extent))) return false
      if (extent === 'characters' && typeof member === 'number' && !isExact(member)) {
        refuseNumber(scope, member)
        return false
      }
      if (typeof member !== 'object' || member === null) continue
      if (level === mostLevels) {
        refuse(scope, value)
        return false
      }
      for (const below of Object.values(member)) open.push([below, level + 1])
    }
    return true
  }
}

/** The units of a value without those of its members. */
const unitsOf = (value: unknown, extent: Extent): number => {
  if (typeof value === 'string') return extent === 'characters' ? value.length : 0
  if (typeof value !== 'object' || value === null) return 0
  if (Array.isArray(value)) return value.length
  const names = Object.keys(value)
  return extent === 'members' ? names.length : names.reduce((units, name) => units + name.length, names.length)
}
