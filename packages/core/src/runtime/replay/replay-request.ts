import type { Priority } from '../../contracts/policy.ts'
import { closed } from '../../settings/closed.ts'
import { defaulted, optional, required, described } from '../../settings/field.ts'
import { Flag, Name, oneOf, Text } from '../../settings/values.ts'

/** The most that a rate can be: more than any destination takes. */
const mostPerSecond = 100_000

const PerSecond = described(
  `a number above 0, ${mostPerSecond} at most`,
  { type: 'number', exclusiveMinimum: 0, maximum: mostPerSecond },
  (u) => (typeof u === 'number' && u > 0 && u <= mostPerSecond ? u : undefined),
)

/** Which file is to be replayed, and how. */
export interface ReplayRequest {
  /** An absolute path. */
  readonly file: string
  /** The name of the source whose events are in it. */
  readonly source: string
  /** Shipments a second, beside the quota. Absent: no limit of its own. */
  readonly perSecond?: number | undefined
  readonly priority: Priority
  /** From its first line, where it was replayed already, or has changed since its replay was broken off. */
  readonly again: boolean
}

/** A request as it comes over the admin port. */
export const ReplayRequest = closed('a file to replay', {
  file: required(Text, { summary: 'The absolute path of a file with one event a line, packed with gzip or not.' }),
  source: required(Name, { summary: 'The source whose events are in it.' }),
  perSecond: optional(PerSecond, { summary: 'Shipments a second, beside the quota.', unit: 'shipments a second' }),
  priority: defaulted(oneOf('low', 'normal', 'high'), 'low', { summary: 'Whose calls go first.' }),
  again: defaulted(Flag, false, {
    summary: 'From its first line, where it was replayed already, or has changed since its replay was broken off.',
  }),
})
