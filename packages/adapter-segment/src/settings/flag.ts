import { described, type Described } from '@vouchrelay/core'

const texts: Readonly<Record<string, boolean>> = { true: true, false: false }

/** `true` or `false`. The two words are read from a text too, since `${VAR}` is always a text. */
export const Flag: Described<boolean> = described('true or false', { enum: [true, false, 'true', 'false'] }, (u) =>
  typeof u === 'boolean' ? u : typeof u === 'string' && Object.hasOwn(texts, u) ? texts[u] : undefined,
)
