import type * as t from 'io-ts'
import type { Fault } from './failure.ts'
import { Secret } from './secret.ts'

const isBranch = (type: t.Decoder<unknown, unknown> | undefined): boolean =>
  type !== undefined && '_tag' in type && (type._tag === 'IntersectionType' || type._tag === 'UnionType')

const step = (path: string, key: string): string => {
  if (key === '') return path
  if (/^\d+$/.test(key)) return `${path}[${key}]`
  const quoted = /^[\w$@-]+$/.test(key) ? key : `['${key}']`
  return path === '' || quoted.startsWith('[') ? path + quoted : `${path}.${quoted}`
}

/** The path of keys as a person would write it: `['items', 0, 'price']` is `items[0].price`. */
export const showPath = (keys: readonly (string | number)[]): string =>
  keys.reduce<string>((path, key) => step(path, String(key)), '')

/** A value as a complaint shows it: short, on one line, its kind where the value would be long. */
export const showFound = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (value instanceof Secret) return 'a value not shown here'
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (typeof value === 'object') return 'an object'
  return String(value)
}

/** The keys that lead to an io-ts error, without the branches of intersections and unions. */
export const keysOf = (error: t.ValidationError): readonly string[] =>
  error.context.filter((entry, i) => entry.key !== '' && !isBranch(error.context[i - 1]?.type)).map(({ key }) => key)

/**
 * io-ts errors as faults. `expected` is the error's message where it has one, else the name of the codec that refused;
 * so a codec's name is a noun phrase: `a port from 0 to 65535`.
 */
export const faultsOf = (errors: t.Errors): readonly Fault[] =>
  errors.map((error) => ({
    path: showPath(keysOf(error)),
    expected: error.message ?? error.context.at(-1)?.type.name ?? 'another value',
    found: showFound(error.value),
  }))
