import { described } from '../settings/field.ts'

/** Text that an HTTP header can carry: printable ASCII. */
export const HeaderText = described('a text of printable ASCII characters', { type: 'string', minLength: 1 }, (u) =>
  typeof u === 'string' && /^[\x20-\x7e]+$/.test(u) ? u : undefined,
)
