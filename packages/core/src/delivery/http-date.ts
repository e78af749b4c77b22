import type { ReplyHeaders } from './http.ts'

/**
 * The time that a header is, in milliseconds since the epoch: an HTTP date in one of its three forms (RFC 9110, section 5.6.7).
 * Undefined for anything else; `Date.parse` alone would take almost anything.
 */
export const httpDate = (header: ReplyHeaders[string]): number | undefined => {
  if (typeof header !== 'string') return undefined
  if (header !== last.text) last = { text: header, time: read(header.trim()) }
  return last.time
}

/** When a reply was written, by the clock of its sender, or else by ours. */
export const replyTime = ({ date }: ReplyHeaders, now: number): number => httpDate(date) ?? now

/** All replies of a second have the same date, and reading it costs more than all else that is read of them. */
let last: { readonly text: string; readonly time: number | undefined } = { text: '', time: undefined }

const usual =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT|[A-Z][a-z]+, \d{2}-[A-Z][a-z]{2}-\d{2} [\d:]{8} GMT)$/
const asctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4}$/

const read = (text: string): number | undefined => {
  const time = usual.test(text) ? Date.parse(text) : asctime.test(text) ? Date.parse(`${text} GMT`) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}
