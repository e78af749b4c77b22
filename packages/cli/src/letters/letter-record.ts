import type { KeptLetter, RelaySettings } from '@vouchrelay/core'
import { stampOfLetter } from './stamp-of-letter.ts'
import { whyBuried } from './why-buried.ts'

/** A letter for programs, without its event. Times are in ISO 8601. */
export const letterHead = (letter: KeptLetter) => ({
  id: letter.id,
  reason: letter.end.reason,
  why: whyBuried(letter),
  route: letter.route,
  source: letter.source,
  customer: letter.customer,
  messageId: letter.messageId,
  receivedAt: new Date(letter.receivedAt).toISOString(),
  buriedAt: new Date(letter.buriedAt).toISOString(),
})

/** A whole letter for programs. The event is JSON where it is, else its bytes in base64. */
export const letterRecord = (letter: KeptLetter, settings: RelaySettings) => ({
  ...letterHead(letter),
  deliveryId: letter.deliveryId,
  kind: letter.kind,
  stamp: stampOfLetter(letter, settings),
  faults: letter.end.faults,
  attempts: letter.end.attempts.map(({ at, failure }) => ({ at: new Date(at).toISOString(), ...failure })),
  body: letter.body,
  ...eventOf(letter),
  ...(letter.envelope === undefined ? {} : { envelope: letter.envelope }),
})

const eventOf = ({ bytes }: KeptLetter) => {
  const buffer = Buffer.from(bytes)
  try {
    return { event: JSON.parse(buffer.toString('utf8')) as unknown }
  } catch {
    return { bytes: buffer.toString('base64') }
  }
}
