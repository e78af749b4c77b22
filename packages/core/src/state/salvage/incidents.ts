import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { reasonOf } from '../../contracts/reason-of.ts'
import type { StateFiles } from '../state-files.ts'

/** What the files of an incident are called, without their endings: no incident is there yet under this name. */
export const incidentName = ({ damaged }: StateFiles, now: number): string => {
  const name = `${damaged}${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`
  for (let n = 1; ; n++) {
    const one = n === 1 ? name : `${name}-${n}`
    if (!existsSync(one) && !existsSync(`${one}${ending}`)) return one
  }
}

/** Writes what a person should know; the first line says the most. It stands until somebody moves it away. */
export const writeIncident = (name: string, lines: readonly string[]): void =>
  writeFileSync(`${name}${ending}`, `${lines.join('\n')}\n`, { flush: true })

/** The first lines of what is written of a directory, oldest first. */
export const readIncidents = ({ dir, damaged }: StateFiles): readonly string[] => {
  try {
    const names = readdirSync(dir).filter((name) => name.startsWith(basename(damaged)) && name.endsWith(ending))
    return names.toSorted().map((name) => readFileSync(join(dir, name), 'utf8').split('\n')[0] ?? name)
  } catch (error) {
    return [`the state directory cannot be read: ${reasonOf(error)}`]
  }
}

const ending = '.txt'
