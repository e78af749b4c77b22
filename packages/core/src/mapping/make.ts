import type { Evaluate } from '../contracts/scope.ts'
import { generate } from './generate.ts'

/** A member of an object that is made: its name and what makes its value. */
export interface Part {
  readonly key: string
  readonly make: Evaluate
}

/** Makes an object of the parts that are there; missing where none is. */
export const makeFields = (parts: readonly Part[]): Evaluate => {
  const keys = parts.map(({ key }) => key)
  const some = createSome(keys)
  const names = parts.map((_, i) => `make${i}`)
  const source = [
    'return (scope) => {',
    ...parts.map((_, i) => `const v${i} = make${i}(scope)`),
    `if (${['true', ...parts.map((_, i) => `v${i} !== undefined`)].join(' && ')}) return ${literalOf(keys)}`,
    `return some([${parts.map((_, i) => `v${i}`).join(', ')}])`,
    '}',
  ].join('\n')
  const generated = generate([...names, 'some'], source)?.(...parts.map(({ make }) => make), some)
  if (generated !== undefined) return generated as Evaluate // as its source says
  return (scope) => some(parts.map(({ make }) => make(scope)))
}

/** An object in source, with a variable for each value: `v0`, `v1`. No key is `__proto__`: a mapping may not have it. */
const literalOf = (keys: readonly string[]): string =>
  `{ ${keys.map((key, i) => `${JSON.stringify(key)}: v${i}`).join(', ')} }`

/** An object of the values that are there, which are in the order of its keys. */
const createSome =
  (keys: readonly string[]) =>
  (values: readonly unknown[]): object | undefined => {
    let made: Record<string, unknown> | undefined
    for (const [i, key] of keys.entries()) {
      const value = values[i]
      if (value === undefined) continue
      made ??= {}
      made[key] = value
    }
    return made
  }

/** Makes a list of the items that are there, in order; missing where none is. */
export const makeItems =
  (makers: readonly Evaluate[]): Evaluate =>
  (scope) => {
    const made: unknown[] = []
    for (const make of makers) {
      const value = make(scope)
      if (value !== undefined) made.push(value)
    }
    return made.length > 0 ? made : undefined
  }
