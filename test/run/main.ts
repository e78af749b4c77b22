/** Runs mocha under c8, then shows coverage, skipped tests and the closing line. Arguments go to mocha. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../house/read-tree.ts'
import { coverageTable, type FileCoverage } from './coverage.ts'
import { closingLine, judge, type Tally } from './tally.ts'

const folder = join(root, 'coverage')
const tallyFile = join(folder, 'tally.json')
const summaryFile = join(folder, 'coverage-summary.json')
const closingFile = join(folder, 'closing-line.txt')

const read = <A>(file: string): A | undefined =>
  // Written a moment ago by the run below.
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as A) : undefined

mkdirSync(folder, { recursive: true })
for (const file of [tallyFile, summaryFile, closingFile]) rmSync(file, { force: true })

const mocha = [
  'mocha',
  '--forbid-only',
  '--reporter',
  './test/run/tally-reporter.ts',
  '--reporter-option',
  `tally=${tallyFile}`,
]
const { status } = spawnSync('c8', [...mocha, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })

const tally = judge(read<Tally>(tallyFile), status ?? 1)
const summary = read<Record<string, FileCoverage>>(summaryFile)
const skipped = tally.skipped.map((title) => `  - ${title}`)

if (summary !== undefined) console.log(`${coverageTable(summary)}\nEach line: coverage/index.html\n`)
if (skipped.length > 0) console.log(`Skipped:\n${skipped.join('\n')}\n`)
console.log(closingLine(tally))
writeFileSync(closingFile, `${closingLine(tally)}\n`)
process.exitCode = tally.failed > 0 ? 1 : 0
