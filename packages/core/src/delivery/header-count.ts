import type { ReplyHeaders } from './http.ts'

/**
 * The whole number that a header is: digits, at most ten, which is the epoch in seconds until the year 2286 or a wait of three
 * centuries. Undefined for anything else.
 */
export const headerCount = (header: ReplyHeaders[string]): number | undefined => {
  if (typeof header !== 'string') return undefined
  const text = header.trim()
  if (text.length === 0 || text.length > 10) return undefined
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return undefined
    count = count * 10 + digit
  }
  return count
}
