import type { JsonObject } from '../contracts/event.ts'
import { mostLevels } from './limits.ts'
import { isMembers, isScalar } from './json.ts'
import type { MemberNode, MemberTree } from './member-tree.ts'
import type { Reader } from './readers/reader.ts'

/** What becomes of a list: its items stay one, make one text with commas between them, or are left out. */
export type ListRule = 'keep' | 'join' | 'omit'

/** What is said of a member: what reads it, or that it is left out. */
export type MemberRule = Reader<unknown> | 'omit'

/** How an object is made flat. */
export interface FlatRules {
  /** What stands between the names of an object and of its member. */
  readonly separator: string
  readonly members: MemberTree<MemberRule>
  /** Without it, a list is refused. */
  readonly lists: ListRule | undefined
}

/** Who watches it. */
export interface FlatWatch {
  /** Asked before each member and item; where it says no, what is left of the object or list is not visited. */
  readonly spend: (units: number) => boolean
  /** Told of a value that cannot be used, by its name in the result and the keys that lead to it. */
  readonly refuse: (name: string, keys: readonly string[], expected: string, found: unknown) => void
}

/**
 * Makes an object flat: `address_city` of a `city` in an `address`. Every value in it is a text, a number, true, false,
 * or a list of these. Missing values and nulls are left out, in lists too, and so are lists without items.
 */
export const flatMembers = (
  object: JsonObject,
  { separator, members, lists }: FlatRules,
  { spend, refuse }: FlatWatch,
): ReadonlyMap<string, unknown> => {
  const made = new Map<string, unknown>()

  const visit = (object: JsonObject, tree: MemberTree<MemberRule>, keys: readonly string[], prefix: string): void => {
    for (const key of Object.keys(object)) {
      const name = prefix + key
      if (!spend(name.length + 1)) return
      const value = object[key]
      if (value !== undefined && value !== null) take(value, tree.get(key), [...keys, key], name)
    }
  }

  const take = (
    value: unknown,
    node: MemberNode<MemberRule> | undefined,
    keys: readonly string[],
    name: string,
  ): void => {
    const reader = node?.said ?? scalar
    if (reader === 'omit') return
    if (Array.isArray(value)) return takeList(value, reader, keys, name)
    if (reader !== scalar || !isObject(value)) return put(name, keys, read(value, reader, keys, name))
    if (keys.length < mostLevels) return visit(value, node?.below ?? nothing, keys, name + separator)
    refuse(name, keys, `at most ${mostLevels} levels of nesting`, value)
  }

  const takeList = (
    items: readonly unknown[],
    reader: Reader<unknown>,
    keys: readonly string[],
    name: string,
  ): void => {
    if (lists === 'omit') return
    if (lists === undefined) return refuse(name, keys, 'one value (or lists: join, keep or omit)', items)
    const values: unknown[] = []
    for (const [i, item] of items.entries()) {
      if (!spend(typeof item === 'string' ? item.length + 1 : 1)) return
      if (item !== undefined && item !== null) values.push(read(item, reader, [...keys, String(i)], name))
    }
    if (values.length > 0) put(name, keys, lists === 'join' ? values.join(',') : values)
  }

  const read = (
    value: unknown,
    { expected, read }: Reader<unknown>,
    keys: readonly string[],
    name: string,
  ): unknown => {
    const result = read(value)
    if (result === undefined) refuse(name, keys, expected, value)
    return result
  }

  const put = (name: string, keys: readonly string[], value: unknown): void => {
    if (value === undefined) return
    if (made.has(name)) refuse(name, keys, 'no other value of this name', value)
    else made.set(name, value)
  }

  visit(object, members, [], '')
  return made
}

const nothing: MemberTree<MemberRule> = new Map()

const scalar: Reader<unknown> = {
  expected: 'a text, a number, true or false',
  read: (value) => (isScalar(value) ? value : undefined),
}

/** A `Date` has no members to show for what it is. */
const isObject = (value: unknown): value is JsonObject => isMembers(value) && !(value instanceof Date)
