import { optional, type Field } from '../../settings/field.ts'
import { oneOf } from '../../settings/values.ts'
import type { EpochUnit } from './moment.ts'

/** The part of an argument that says what numbers since 1970 count. */
export const epochUnit: Field<EpochUnit | undefined> = optional(oneOf('seconds', 'milliseconds'), {
  summary: 'What a number counts since 1970. Without it, 9 to 11 digits are seconds and 12 to 14 are milliseconds.',
})
