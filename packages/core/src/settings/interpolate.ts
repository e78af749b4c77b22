import { showPath } from '../contracts/faults-of.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** `$${` is a literal `${`; `${NAME}` must be set; `${NAME:text}` has a default, which may be empty. */
const reference = /\$\$\{|\$\{([^}:]*)(?::([^}]*))?\}/g

const fill = (text: string, environment: Environment, missing: (name: string) => void): string =>
  text.replace(reference, (whole, name: string | undefined, fallback: string | undefined) => {
    if (whole === '$${') return '${'
    const value = environment[name ?? ''] ?? fallback
    if (value === undefined) missing(name ?? '')
    return value ?? ''
  })

/** A variable that a settings file names and nobody has set. */
export interface Unset {
  readonly keys: readonly string[]
  readonly variable: string
}

/** A value with its variables filled in. */
export interface Filled {
  readonly value: unknown
  readonly unset: readonly Unset[]
  /** The texts in which something was filled in, as they are written, by their paths. */
  readonly texts: ReadonlyMap<string, string>
}

/**
 * Replaces `${VAR}` and `${VAR:default}` in every text of a value. It happens after parsing, so a variable can never
 * change the structure of the file. Variables that are unset and have no default are told, and read as empty.
 */
export const interpolate = (value: unknown, environment: Environment): Filled => {
  const unset: Unset[] = []
  const texts = new Map<string, string>()
  const visit = (node: unknown, keys: readonly string[]): unknown => {
    if (typeof node === 'string') {
      if (node.includes('${')) texts.set(showPath(keys), node)
      return fill(node, environment, (variable) => unset.push({ keys, variable }))
    }
    if (Array.isArray(node)) return node.map((item, i) => visit(item, [...keys, String(i)]))
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, visit(item, [...keys, key])]))
  }
  return { value: visit(value, []), unset, texts }
}
