import type { JsonObject } from '../contracts/event.ts'
import type { Path } from '../contracts/path.ts'

/** The path as a mapping writes it: `$.items[0].price`. It reads as the same path. */
export const showEventPath = ({ from, keys }: Path): string =>
  (from === 'root' ? '$$' : '$') + keys.map(showKey).join('')

const showKey = (key: string): string => {
  if (/^(?:0|[1-9]\d{0,8})$/.test(key)) return `[${key}]`
  return /^[\w$@-]+$/.test(key) ? `.${key}` : `['${key.replaceAll(/[\\']/g, String.raw`\$&`)}']`
}

/** One step of a lookup, with what can be known of it beforehand. */
interface Step {
  readonly key: string
  readonly index: number | undefined
  /** Every object inherits a member of this name. */
  readonly isInherited: boolean
}

const stepOf = (key: string): Step => ({
  key,
  index: /^(0|[1-9]\d{0,8})$/.test(key) ? Number(key) : undefined,
  isInherited: key in Object.prototype,
})

/** Own members of objects and elements of lists; a text has none, nor a list a `length`. */
const member = (value: unknown, { key, index, isInherited }: Step): unknown => {
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return index === undefined ? undefined : value[index]
  // What a plain object gives by a name that nothing inherits is its own: the cheaper question, for most lookups.
  const isOwn = (!isInherited && Object.getPrototypeOf(value) === Object.prototype) || Object.hasOwn(value, key)
  // An object's members may be read by any name once it is known to have one.
  return isOwn ? (value as JsonObject)[key] : undefined
}

/**
 * Compiles keys to the function that follows them. What is not there is undefined, whatever is on the way; it never
 * throws, and inherited members (`constructor`) are not there.
 */
export const compileKeys = (keys: readonly string[]): ((start: unknown) => unknown) => {
  const steps = keys.map(stepOf)
  const [a, b, c, d] = steps
  if (a === undefined) return (start) => start
  if (b === undefined) return (start) => member(start, a)
  if (c === undefined) return (start) => member(member(start, a), b)
  if (d === undefined) return (start) => member(member(member(start, a), b), c)
  if (steps.length === 4) return (start) => member(member(member(member(start, a), b), c), d)
  return (start) => {
    let value = start
    for (const step of steps) value = member(value, step)
    return value
  }
}
