import type { MemberPath } from './member-path.ts'

/** What is said of members of an object, by their names, and of members below them. */
export interface MemberTree<A> extends ReadonlyMap<string, MemberNode<A>> {}

/** What is said of a member itself, undefined where nothing is, and of what is below it. */
export interface MemberNode<A> {
  readonly said: A | undefined
  readonly below: MemberTree<A>
}

/** Makes a tree of what is said of members; what is said last of one holds. */
export const memberTree = <A>(entries: readonly (readonly [path: MemberPath, said: A])[]): MemberTree<A> => {
  const byName = Map.groupBy(entries, ([[name = '']]) => name)
  return new Map(
    [...byName].map(([name, mine]) => {
      const below = mine.filter(([path]) => path.length > 1).map(([path, said]) => [path.slice(1), said] as const)
      return [name, { said: mine.findLast(([path]) => path.length === 1)?.[1], below: memberTree(below) }]
    }),
  )
}
