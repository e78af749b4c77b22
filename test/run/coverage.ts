import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { relative } from 'node:path'
import { root } from '../house/read-tree.ts'
import { roomOf } from '../house/target-of.ts'

interface Part {
  readonly covered: number
  readonly total: number
}

/** What c8's `json-summary` says of one file. */
export interface FileCoverage {
  readonly lines: Part
  readonly branches: Part
  readonly functions: Part
}

const percent = (parts: readonly Part[]): string => {
  const total = parts.reduce((sum, part) => sum + part.total, 0)
  const covered = parts.reduce((sum, part) => sum + part.covered, 0)
  return total === 0 ? '-' : `${((100 * covered) / total).toFixed(1)} %`
}

/** A file of types alone is never loaded: it has nothing to cover. */
const hasCode = (file: string): boolean =>
  stripTypeScriptTypes(readFileSync(file, 'utf8'))
    .replace(/\/\*[^]*?\*\/|\/\/.*|^export \{\}/gm, '')
    .trim() !== ''

const row = (name: string, files: readonly FileCoverage[]): readonly string[] => [
  name,
  String(files.length),
  percent(files.map(({ lines }) => lines)),
  percent(files.map(({ branches }) => branches)),
  percent(files.map(({ functions }) => functions)),
]

/** Coverage as a table, one line a room of the house. `summary` is c8's, by absolute path. */
export const coverageTable = (summary: Readonly<Record<string, FileCoverage>>): string => {
  const files = Object.entries(summary).filter(([path]) => path !== 'total' && hasCode(path))
  const byRoom = Map.groupBy(files, ([path]) => roomOf(relative(root, path))?.name ?? 'elsewhere')
  const rows = [
    ['coverage', 'files', 'lines', 'branches', 'functions'],
    ...[...byRoom].map(([room, its]) =>
      row(
        room,
        its.map(([, coverage]) => coverage),
      ),
    ),
    row(
      'all',
      files.map(([, coverage]) => coverage),
    ),
  ]
  const show = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(12) : cell.padStart(10))).join('')
  return rows.map(show).join('\n')
}
