/** How long a body's JSON may be to be kept with the faults of the body: some ten times what a destination takes. */
const mostCharacters = 4 * 1024 * 1024

/**
 * What a mapping made, where a letter and a plan can show it; undefined where its JSON would be too long, which a mapping
 * that repeats a value can make it, or cannot be written at all.
 */
export const keepable = (body: unknown): unknown => {
  let left = mostCharacters
  const spend = (key: string, part: unknown): unknown => {
    left -= key.length + (typeof part === 'string' ? part.length : 1)
    if (left < 0) throw new RangeError('too long')
    return part
  }
  try {
    JSON.stringify(body, spend)
    return body
  } catch {
    return undefined // too long, a cycle, or what JSON has no text for
  }
}

/** Undefined where it cannot be written: whoever needs it says so. */
export const jsonOf = (body: unknown): string | undefined => {
  try {
    return JSON.stringify(body)
  } catch {
    return undefined // a cycle, or what JSON has no text for
  }
}
