import { open, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** How far a file is worked off: every line before the byte `done`, and those `beyond`, by the bytes they begin and end at. */
export interface Place {
  readonly done: number
  readonly beyond: ReadonlyMap<number, number>
}

/** The place after a line was accepted. */
export const accepting = ({ done, beyond }: Place, begin: number, end: number): Place => {
  const rest = new Map([...beyond, [begin, end]])
  let reached = done
  for (let next = rest.get(reached); next !== undefined; next = rest.get(reached)) {
    rest.delete(reached)
    reached = next
  }
  return { done: reached, beyond: rest }
}

/** The place that was written last; the beginning where none was. */
export const readPlace = async (path: string): Promise<Place> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[0]'
    throw error
  })
  const [done, ...beyond] = JSON.parse(text) as [number, ...[number, number][]] // as `writePlace` wrote it
  return { done, beyond: new Map(beyond) }
}

/** Writes all of it or nothing; on the disk when it resolves. */
export const writePlace = async (path: string, { done, beyond }: Place): Promise<void> => {
  await writeFile(`${path}.new`, JSON.stringify([done, ...beyond]), { flush: true })
  await rename(`${path}.new`, path)
  await using folder = await open(dirname(path))
  await folder.sync()
}
