import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, totalmem, type } from 'node:os'
import { join } from 'node:path'
import type { Performed } from './perform.ts'

/** What was proved of a commit: each run with its seed, what it counted, and what failed. */
export interface Certificate {
  readonly commit: string
  /** Whether files differed from the commit. */
  readonly changed: boolean
  /** When the last of its runs ended. */
  readonly date: string
  readonly versions: Readonly<Record<string, string>>
  readonly runs: Readonly<Record<string, CertifiedRun>>
  /** R18: whether the numbers of `/metrics` added up, at every scrape of all runs. */
  readonly conservation: { readonly scrapes: number; readonly violations: number }
}

export interface CertifiedRun extends Performed {
  readonly title: string
}

const root = join(import.meta.dirname, '..')
const file = join(root, 'docs/certificate.json')

const git = (...words: readonly string[]): string =>
  execFileSync('git', ['--no-optional-locks', ...words], { cwd: root, encoding: 'utf8' }).trim()

/** Files that a run depends upon. The certificate and how it is written, and other documents, do not change what was proved. */
const proven = [
  'packages',
  'chaos',
  'test',
  'package.json',
  'pnpm-lock.yaml',
  ':(exclude)chaos/certificate.ts',
  ':(exclude)chaos/table.ts',
]

/** Whether what was proved of a commit is proved of this one: none of those files differs. */
const isSameAs = (commit: string): boolean => {
  const words = ['diff', '--quiet', commit, 'HEAD', '--', ...proven]
  return spawnSync('git', words, { cwd: root }).status === 0
}

const versions = (): Certificate['versions'] => {
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(join(root, 'packages/core/package.json'), 'utf8'),
  )
  const { node, sqlite = '' } = process.versions
  const machine = `${cpus().length} CPUs, ${Math.round(totalmem() / 2 ** 30)} GiB`
  return { vouchrelay: version, node, sqlite, system: `${type()} ${arch()}`, machine }
}

const read = (): Certificate | undefined =>
  // Written below.
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Certificate) : undefined

/** Adds a run to the certificate; one of a commit whose proven files are others is begun anew. */
export const certify = (name: string, run: CertifiedRun, order: readonly string[]): Certificate => {
  const commit = git('rev-parse', 'HEAD')
  const changed = git('status', '--porcelain', '--', ...proven) !== ''
  const before = read()
  const isSame = before !== undefined && before.changed === changed && isSameAs(before.commit)
  const runs = { ...(isSame ? before.runs : {}), [name]: run }
  const ordered = order.flatMap((one) => (runs[one] === undefined ? [] : [[one, runs[one]] as const]))
  const certificate = {
    commit,
    changed,
    date: new Date().toISOString(),
    versions: versions(),
    runs: Object.fromEntries(ordered),
    conservation: {
      scrapes: ordered.reduce((sum, [, { scrapes }]) => sum + scrapes, 0),
      violations: ordered.reduce((sum, [, { unaccounted }]) => sum + unaccounted, 0),
    },
  }
  writeFileSync(file, `${JSON.stringify(certificate, undefined, 2)}\n`)
  return certificate
}
