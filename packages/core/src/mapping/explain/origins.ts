import type { Path } from '../../contracts/path.ts'
import type { Scope } from '../../contracts/scope.ts'
import { showEventPath } from '../path.ts'

/** Remembers where the values of an event were found, so that a path into an item of a list can be told in full. */
export interface Origins {
  /** The path from the event of what a lookup gave; undefined where it was in a value that a directive made. */
  readonly follow: (path: Path, scope: Scope, value: unknown) => string | undefined
}

/** For one event. */
export const createOrigins = (): Origins => {
  const seen: { readonly value: unknown; readonly path: Path }[] = []

  const originOf = (item: unknown): Path | undefined => {
    for (const { value, path } of seen.toReversed()) {
      if (value === item) return path
      const index = Array.isArray(value) ? value.indexOf(item) : -1
      if (index >= 0) return below(path, String(index))
    }
    return undefined
  }

  return {
    follow: (path, { root, item }, value) => {
      const start = path.from === 'root' || item === root ? path : originOf(item)
      if (start === undefined) return undefined
      const whole = start === path ? path : below(start, ...path.keys)
      if (typeof value === 'object' && value !== null) seen.push({ value, path: whole })
      return showEventPath(whole)
    },
  }
}

const below = ({ from, keys }: Path, ...more: readonly string[]): Path => ({ from, keys: [...keys, ...more] })
