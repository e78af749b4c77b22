import { matchesGlob, posix } from 'node:path'
import { rooms, type Room } from './rooms.ts'

/** Where an import leads: to a file of the repository, to a package of ours by its name, or out of the house. */
export type Target =
  | { readonly _tag: 'File'; readonly file: string; readonly room: string | undefined; readonly package: string }
  | { readonly _tag: 'Package'; readonly package: string; readonly entry: string; readonly room: string | undefined }
  | { readonly _tag: 'Library'; readonly library: string }

export const roomOf = (file: string): Room | undefined => rooms.find(({ files }) => matchesGlob(file, files))

/** The folder whose `package.json` speaks for a file: `packages/core`, `examples/tour`, or `.` for the root. */
export const packageOf = (file: string): string => /^(?:packages|examples)\/[^/]+(?=\/)/.exec(file)?.[0] ?? '.'

const library = /^(?:node:.+|@[^/]+\/[^/]+|[^/]+)/

/** Reads the name of an import as the file that says it means it. */
export const targetOf = (file: string, name: string): Target => {
  if (name.startsWith('.')) {
    const path = posix.join(posix.dirname(file), name)
    return { _tag: 'File', file: path, room: roomOf(path)?.name, package: packageOf(path) }
  }
  const own = /^@vouchrelay\/([^/]+)(?:\/(.+))?$/.exec(name)
  if (own === null) return { _tag: 'Library', library: library.exec(name)?.[0] ?? name }
  const [, folder = '', entry = ''] = own
  const room = roomOf(`packages/${folder}/src/${entry === '' ? 'index' : `${entry}/index`}.ts`)?.name
  return { _tag: 'Package', package: `packages/${folder}`, entry, room }
}
