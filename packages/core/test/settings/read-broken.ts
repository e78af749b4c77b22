import { isUtf8 } from 'node:buffer'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseDocument } from 'yaml'

/** A settings file with one mistake in it, and what its first comments say becomes of it. */
export interface Broken {
  readonly name: string
  readonly path: string
  /** Every complaint, in order, without the file. */
  readonly complaints: readonly string[]
  /** Whether the JSON Schema refuses it, too; else why not. */
  readonly schema: string
  /** What an editor holds against the schema; undefined where it cannot read the file. */
  readonly value: unknown
}

const folder = join(import.meta.dirname, 'broken')

/** The files of `broken/`. */
export const readBroken = (): readonly Broken[] =>
  globSync('*.yaml', { cwd: folder })
    .toSorted()
    .map((file) => {
      const path = join(folder, file)
      const bytes = readFileSync(path)
      const said = (what: string): readonly string[] =>
        [...bytes.toString().matchAll(new RegExp(`^# ${what}: (.*)$`, 'gm'))].map(([, text = '']) => text)
      return {
        name: basename(file, '.yaml').replaceAll('-', ' '),
        path,
        complaints: said('complaint'),
        schema: said('schema').join(),
        value: valueOf(bytes),
      }
    })

const valueOf = (bytes: Buffer): unknown => {
  const document = parseDocument(bytes.toString())
  if (!isUtf8(bytes) || document.errors.length > 0) return undefined
  try {
    // Not what it says where it contains itself.
    return JSON.parse(JSON.stringify(document.toJS()))
  } catch {
    return undefined
  }
}
