import { matchesGlob } from 'node:path'
import type { Keeper } from './keepers.ts'
import { readImports } from './read-imports.ts'
import type { Room } from './rooms.ts'
import { packageOf, roomOf, targetOf, type Target } from './target-of.ts'

/** The texts of source files by their path from the root of the repository. */
export type Files = ReadonlyMap<string, string>

/** The names a package may import, by its folder: what its `package.json` lists for those who install it. */
export type Declared = ReadonlyMap<string, ReadonlySet<string>>

interface Import {
  readonly file: string
  readonly name: string
  readonly target: Target
}

const importsOf = (files: Files, glob: string): readonly Import[] =>
  [...files]
    .filter(([file]) => matchesGlob(file, glob))
    .flatMap(([file, text]) => readImports(text).map((name) => ({ file, name, target: targetOf(file, name) })))

const report = (imports: readonly Import[], rule: string): readonly string[] =>
  imports.map(({ file, name }) => `${file} imports ${name}: ${rule}`)

const anyCode = '{packages,examples,bench,test}/**'
const published = 'packages/*/src/**'

/** Files that no room claims. */
export const homeless = (files: Files): readonly string[] =>
  [...files.keys()].filter((file) => roomOf(file) === undefined).map((file) => `${file}: no room of the house has it`)

/** Imports of a room that lead against the direction. */
export const againstDirection = (files: Files, { name, files: glob, imports }: Room): readonly string[] => {
  if (imports === 'everything') return []
  const wrong = importsOf(files, glob).filter(({ file, target }) => {
    if (roomOf(file)?.name !== name || target._tag === 'Library') return false
    if (target._tag === 'File' && target.room === name) return false
    return target.room === undefined || !imports.includes(target.room)
  })
  return report(wrong, `${name} may import ${imports.length === 0 ? 'no other room' : `only ${imports.join(', ')}`}`)
}

/** Imports of a kept library or room from elsewhere. */
export const outOfKeeping = (files: Files, { of, only, because }: Keeper): readonly string[] => {
  const wrong = importsOf(files, published).filter(({ file, target }) => {
    const what = target._tag === 'Library' ? target.library : target.room
    return what === of && roomOf(file)?.name !== of && !only.some((glob) => matchesGlob(file, glob))
  })
  return report(wrong, `${of} only in ${only.join(', ')} (${because})`)
}

/** Imports of an index from inside its own package. */
export const ownIndex = (files: Files): readonly string[] => {
  const wrong = importsOf(files, published).filter(({ file, target }) => {
    if (target._tag === 'Library' || target.package !== packageOf(file)) return false
    return target._tag === 'Package' || target.file.endsWith('/index.ts')
  })
  return report(wrong, "nobody imports their own package's index")
}

/** Imports that go round another package's entry points. */
export const reachingIn = (files: Files): readonly string[] => {
  const wrong = importsOf(files, anyCode).filter(({ file, target }) => {
    if (target._tag === 'File') return target.package !== packageOf(file)
    return target._tag === 'Package' && target.room === undefined
  })
  return report(wrong, 'another package is imported by its name, through an entry point')
}

/** Imports that work here by luck of the workspace, but not where the package is installed alone. */
export const undeclared = (files: Files, declared: Declared): readonly string[] => {
  const wrong = importsOf(files, published).filter(({ file, target }) => {
    if (target._tag === 'File') return false
    const wanted = target._tag === 'Package' ? target.package.replace('packages', '@vouchrelay') : target.library
    return !wanted.startsWith('node:') && declared.get(packageOf(file))?.has(wanted) !== true
  })
  return report(wrong, "it is not among the dependencies in the package's own package.json")
}
