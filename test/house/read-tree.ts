import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Declared, Files } from './strays.ts'

export const root = join(import.meta.dirname, '../..')

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const aside = ['node_modules', 'dist', 'coverage', '.git']

/** The paths of all files that fit a glob, from the root of the repository, without what is installed or built. */
export const pathsOf = (glob: string, without: readonly string[] = aside): readonly string[] =>
  globSync(glob, { cwd: root, exclude: (path) => without.includes(basename(path)) })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()

/** Every source file of the repository. */
export const readTree = (): Files =>
  new Map(pathsOf('{packages,examples,bench,chaos,test}/**/*.{ts,js,mjs}').map((path) => [path, read(path)]))

/** What a `package.json` says, as far as the tests of the workspace ask. */
export interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly bin?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** Every `package.json` by its folder; the root's folder is `.`. */
export const readManifests = (): ReadonlyMap<string, Manifest> =>
  // Written by us, and read by npm and pnpm before any test runs.
  new Map(
    pathsOf('{.,packages/*,examples/*}/package.json').map((path) => [
      dirname(path),
      JSON.parse(read(path)) as Manifest,
    ]),
  )

/** What each package may import where it is installed alone. */
export const readDeclared = (): Declared =>
  new Map(
    [...readManifests()].map(([folder, { dependencies, peerDependencies }]) => [
      folder,
      new Set(Object.keys({ ...dependencies, ...peerDependencies })),
    ]),
  )
