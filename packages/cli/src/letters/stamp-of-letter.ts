import { findStamp, type KeptLetter, type RelaySettings, type Stamp } from '@vouchrelay/core'

/** The stamp by which what was sent of a letter is found in Voucherify; undefined where nothing was sent, or nothing with one. */
export const stampOfLetter = (
  { source, messageId, route, kind, end }: KeptLetter,
  settings: RelaySettings,
): Stamp | undefined => {
  if (messageId === undefined || route === undefined || end.attempts.length === 0) return undefined
  return findStamp(settings, { source, messageId, route, kind })
}
