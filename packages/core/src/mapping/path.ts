import type { JsonObject } from '../contracts/event.ts'
import type { Path } from '../contracts/path.ts'
import type { Evaluate } from '../contracts/scope.ts'
import { generate } from './generate.ts'

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

/** One step in source, from the variable `v`; `steps` and what is imported here are in scope. */
const stepSource = ({ key, index, isInherited }: Step, i: number): string => {
  const anyway = `member(v${i}, steps[${i}])`
  if (index !== undefined) return `Array.isArray(v${i}) ? v${i}[${index}] : ${anyway}`
  if (isInherited) return anyway
  const isPlain = `typeof v${i} === 'object' && v${i} !== null && prototypeOf(v${i}) === plain`
  return `${isPlain} ? v${i}[${JSON.stringify(key)}] : ${anyway}`
}

/** A function of one argument, in which `start` is where the keys start. */
const follower = (argument: string, start: string, keys: readonly string[]): unknown => {
  const steps = keys.map(stepOf)
  const lines = steps.map((step, i) => `const v${i + 1} = ${stepSource(step, i)}`)
  const source = [`return (${argument}) => {`, `const v0 = ${start}`, ...lines, `return v${steps.length}`, '}'].join(
    '\n',
  )
  return generate(['member', 'steps', 'prototypeOf', 'plain'], source)?.(
    member,
    steps,
    Object.getPrototypeOf,
    Object.prototype,
  )
}

/**
 * Compiles keys to the function that follows them. What is not there is undefined, whatever is on the way; it never
 * throws, and inherited members (`constructor`) are not there.
 */
export const compileKeys = (keys: readonly string[]): ((start: unknown) => unknown) => {
  const generated = follower('start', 'start', keys)
  if (generated !== undefined) return generated as (start: unknown) => unknown // as its source says
  const steps = keys.map(stepOf)
  return (start) => {
    let value = start
    for (const step of steps) value = member(value, step)
    return value
  }
}

/** Compiles a path to what finds its value. */
export const compilePath = ({ from, keys }: Path): Evaluate => {
  const generated = follower('scope', `scope.${from}`, keys)
  if (generated !== undefined) return generated as Evaluate // as its source says
  const find = compileKeys(keys)
  return (scope) => find(scope[from])
}
