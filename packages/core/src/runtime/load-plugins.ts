import { dirname, isAbsolute, resolve as resolvePath } from 'node:path'
import { pathToFileURL } from 'node:url'
import { resolve as resolveModule } from 'import-meta-resolve'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { AnyPlugin } from '../contracts/plugin.ts'
import { readPlugin, type NoPlugin } from './read-plugin.ts'

/** A plugin and where it came from. */
export interface Loaded {
  readonly plugin: AnyPlugin
  /** The package or file that the settings name. */
  readonly from: string
  /** Its place in the list of the settings. */
  readonly index: number
}

/** What a settings file's list of plugins gave: all of them, or what is wrong with some, by their index in the list. */
export interface PluginsLoaded {
  readonly loaded: readonly Loaded[]
  readonly wrong: readonly (NoPlugin & { readonly index: number })[]
}

/**
 * Imports the packages and files that a settings file names. A path starts with `./`, `../` or `/` and is relative to
 * the settings file; anything else is a package, looked for from the folder of the settings file upwards, then from here.
 * A module gives its plugins as `plugins`, a list, or as its default export.
 *
 * Importing runs code of the package: a settings file is as trusted as the program.
 */
export const loadPlugins = async (file: string, names: readonly string[]): Promise<PluginsLoaded> => {
  const loaded: Loaded[] = []
  const wrong: (NoPlugin & { readonly index: number })[] = []
  for (const [index, name] of names.entries()) {
    const read = await readModule(file, name)
    loaded.push(...read.plugins.map((plugin) => ({ plugin, from: name, index })))
    wrong.push(...read.wrong.map((no) => ({ ...no, index })))
  }
  return { loaded, wrong }
}

interface ModuleRead {
  readonly plugins: readonly AnyPlugin[]
  readonly wrong: readonly NoPlugin[]
}

const readModule = async (file: string, name: string): Promise<ModuleRead> => {
  const place = placeOf(file, name)
  if (typeof place !== 'string') return { plugins: [], wrong: [place] }
  let exported: Readonly<Record<string, unknown>>
  try {
    // What a module exports is not known before it is read.
    exported = (await import(place)) as Readonly<Record<string, unknown>>
  } catch (error) {
    return { plugins: [], wrong: [{ expected: 'a module that can be imported', found: `${name}: ${why(error)}` }] }
  }
  const candidates = [exported['plugins'] ?? exported['default'] ?? []].flat()
  if (candidates.length === 0) {
    return { plugins: [], wrong: [{ expected: 'a module that exports `plugins`, a list', found: `none in ${name}` }] }
  }
  const read = candidates.map(readPlugin)
  return {
    plugins: read.flatMap((one) => (isLeft(one) ? [] : [one.right])),
    wrong: read.flatMap((one) => (isLeft(one) ? [{ ...one.left, found: `${one.left.found} (${name})` }] : [])),
  }
}

const placeOf = (file: string, name: string): string | NoPlugin => {
  if (/^\.{1,2}\//.test(name) || isAbsolute(name)) return pathToFileURL(resolvePath(dirname(file), name)).href
  for (const parent of [pathToFileURL(resolvePath(file)).href, import.meta.url]) {
    try {
      return resolveModule(name, parent)
    } catch {
      // looked for in the next place
    }
  }
  const folder = dirname(resolvePath(file))
  return { expected: 'an installed package, or a file as ./file.js', found: `no ${name} from ${folder} upwards` }
}

const why = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error)
  // That it is this file that imports says nothing to whoever named the module.
  const told = text.replace(` imported from ${import.meta.filename}`, '')
  return told.split('\n')[0]?.slice(0, 200) ?? ''
}
