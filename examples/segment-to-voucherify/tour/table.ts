import { sumOf } from '@vouchrelay/core'
import type { Ends, Expected } from '../bundle/expected.ts'

const meanings: Readonly<Record<string, string>> = {
  'no route': 'no route wants it',
  duplicate: 'a copy of an event that was delivered',
  'no identity': 'a route wants it, but nobody knows yet whose it is',
  undecodable: 'not one of the calls of the Segment spec',
  unmappable: 'a value that the mapping cannot use: a total of "abc"',
  invalid: 'a body that Voucherify is known to refuse',
  refused: 'a body that Voucherify did refuse',
}

const row = (label: string, n: number, meaning = ''): string =>
  `  ${label.padEnd(18)}${String(n).padStart(6)}   ${meaning}`.trimEnd()

const reasonRows = (reasons: Readonly<Partial<Record<string, number>>>): readonly string[] =>
  Object.entries(reasons)
    .toSorted(([, a = 0], [, b = 0]) => b - a)
    .map(([reason, n]) => row(`    ${reason}`, n ?? 0, meanings[reason]))

const eventRows = ({ received, delivered, skipped, buried }: Expected): readonly string[] => [
  row('received', received),
  row('= delivered', delivered),
  row('+ skipped', sumOf(skipped)),
  ...reasonRows(skipped),
  row('+ buried', sumOf(buried)),
  ...reasonRows(buried),
]

const routeRow = (name: string, { delivered, skipped, buried }: Ends): string =>
  `  ${name.padEnd(18)}${[delivered, sumOf(skipped), sumOf(buried)].map((n) => String(n).padStart(10)).join('')}`

/** What became of the events, in a sum that adds up; below, what became of the shipments that routes made of them. */
export const table = (sums: Expected): readonly string[] => [
  ...eventRows(sums),
  '',
  `  shipments by route ${['delivered', 'skipped', 'buried']
    .map((head) => head.padStart(10))
    .join('')
    .slice(1)}`,
  ...Object.entries(sums.routes).map(([name, ends]) => routeRow(name, ends)),
]
