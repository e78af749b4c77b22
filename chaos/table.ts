import type { Certificate } from './certificate.ts'
import type { Counted } from './run.ts'

const columns = ['received', 'stored', 'missing', 'spurious', 'corrupted', 'doubled', 'parked'] as const

/** What counts as the faults of a run, where its findings have it. */
const faults = [
  'kills',
  'stops',
  'injected',
  'cases',
  'restarts',
  'jumps',
  'rounds',
  'failedAttempts',
  'requests',
  'refused',
  'struck',
] as const

/** The certificate's runs as a Markdown table: a row a run, or a row for each policy or arrangement of one. */
export const tableOf = ({ runs, conservation }: Pick<Certificate, 'runs' | 'conservation'>): string => {
  const rows = Object.entries(runs).flatMap(([name, { title, counted, failures }]) => {
    const verdict = failures.length === 0 ? 'holds' : '**fails**'
    return partsOf(counted).map(([part, its]) => [
      name,
      part === '' ? title : `${title}: ${part}`,
      faultsOf(its),
      ...columns.map((column) => shown(its[column])),
      verdict,
    ])
  })
  const head = ['run', 'what', 'faults', ...columns, '']
  return [
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    '',
    `R18: of ${conservation.scrapes} scrapes of \`/metrics\`, ${conservation.violations} did not add up.`,
  ].join('\n')
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0)

const isGroup = (value: Counted[string] | undefined): value is Counted => typeof value === 'object'

/** Findings that are all groups are told one by one. */
const partsOf = (counted: Counted): readonly (readonly [part: string, Counted])[] => {
  const groups = Object.entries(counted).flatMap(([part, its]) => (isGroup(its) ? [[part, its] as const] : []))
  return groups.length > 0 && groups.length === Object.keys(counted).length ? groups : [['', counted]]
}

const faultsOf = (counted: Counted): string => {
  const found = faults.find((name) => counted[name] !== undefined)
  const value = found === undefined ? undefined : counted[found]
  if (found === undefined || value === undefined) return ''
  const n = isGroup(value) ? sumOf(Object.values(value).filter((one) => typeof one === 'number')) : value
  return `${n} ${found.replace('failedAttempts', 'failed attempts').replace('struck', 'faults')}`
}

const shown = (value: Counted[string] | undefined): string =>
  value === undefined || isGroup(value) ? '' : String(value)
