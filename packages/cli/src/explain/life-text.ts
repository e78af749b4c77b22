import type { Writable } from 'node:stream'
import {
  findStamp,
  type KeptLetter,
  type KnownShipment,
  type Life,
  type RelaySettings,
  type WaitingPlace,
} from '@vouchrelay/core'
import { attemptLines } from '../letters/attempt-lines.ts'
import { stampText } from '../letters/stamp-text.ts'
import { whyBuried } from '../letters/why-buried.ts'
import { paint } from '../paint.ts'
import { plain } from '../plain.ts'

/** The life of an event, for people. */
export const lifeText = (life: Life, settings: RelaySettings, out: Writable): string => {
  const { messageId, waiting, shipments, letters, undecoded, searched } = life
  const isKnown = waiting.length + shipments.length + letters.length + undecoded.length > 0
  const shipped = new Set(shipments.map(({ source, route }) => JSON.stringify([source, route])))
  const alone = letters.filter(({ source, route }) => !shipped.has(JSON.stringify([source, route])))
  return [
    paint(out, 'strong', plain(messageId)),
    ...(isKnown ? [] : unknownLines(settings.state.rememberDeliveredHours)),
    ...waiting.flatMap(waitingLines),
    ...shipments.flatMap((shipment) => shipmentLines(shipment, letters, settings)),
    ...alone.flatMap(letterLines),
    ...undecoded.map(
      ({ id, source }) => `  letter ${id}: from ${source}, could not be decoded, and the id stands in it`,
    ),
    ...(searched.all ? [] : [`  ${paint(out, 'quiet', boundText(searched))}`]),
    '',
  ].join('\n')
}

const timeOf = (ms: number): string => new Date(ms).toISOString()

const unknownLines = (rememberHours: number): readonly string[] => [
  '  nothing is known of it. One of these is so:',
  '    it was never received: its sender got no 200',
  '    no route wanted it, or its part was skipped for want of a customer: see vouchrelay plan --explain',
  '    its customer was forgotten, or must not be sent: vouchrelay forget',
  `    it came to its end more than ${rememberHours} h ago, and is forgotten (state.rememberDeliveredHours)`,
]

const waitingLines = ({ source, isReplay, before, receivedAt }: WaitingPlace): readonly string[] => {
  const where = isReplay ? `among the letters of ${source} that are sent again` : `in the journal of ${source}`
  return [`  waits ${where} since ${timeOf(receivedAt)}, ${before === 0 ? 'the first' : `behind ${before} others`}`]
}

/** What is buried in doubt is parked, as `status` calls it. */
const burialText = (at: number, reason: string | undefined): string =>
  reason === 'in doubt'
    ? `parked ${timeOf(at)}: in doubt, and never sent again by itself`
    : `buried ${timeOf(at)}: ${reason ?? 'for a reason that is not known'}`

const stateText = ({ state, reason, at, status, requestId }: KnownShipment): string => {
  const about = [
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ].join(', ')
  const answer = about === '' ? '' : ` (${about})`
  switch (state) {
    case 'delivered':
      return `delivered ${timeOf(at)}${answer}`
    case 'buried':
      return burialText(at, reason)
    case 'intended':
      return `being sent since ${timeOf(at)}; where no relay runs it broke off, and is in doubt`
    case 'waiting':
      return `waits to be sent again since ${timeOf(at)}`
    case 'in doubt':
      return `in doubt since ${timeOf(at)}`
    default:
      return state satisfies never
  }
}

const shipmentLines = (
  shipment: KnownShipment,
  letters: readonly KeptLetter[],
  settings: RelaySettings,
): readonly string[] => {
  const stamp = findStamp(settings, shipment)
  const { source, route, customer, receivedAt, begunAt, attempts, copies, body } = shipment
  const mine = letters.filter((letter) => letter.source === source && letter.route === route)
  return [
    `  ${route}: ${stateText(shipment)}`,
    `    from ${source}${customer === undefined ? '' : `, for ${plain(customer)}`}`,
    ...(stamp === undefined ? [] : [`    stamp ${plain(stampText(stamp))}`]),
    ...(receivedAt === undefined ? [] : [`    received ${timeOf(receivedAt)}, begun ${timeOf(begunAt)}`]),
    ...attemptLines(attempts).map((line) => `    attempt ${line}`),
    ...(copies === 0 ? [] : [`    ${copies === 1 ? '1 copy' : `${copies} copies`} skipped`]),
    ...mine.map(({ id }) => `    letter ${id} holds it: vouchrelay letters show ${id}`),
    ...(body === undefined ? [] : [`    body ${plain(JSON.stringify(body))}`]),
  ]
}

const letterLines = (letter: KeptLetter): readonly string[] => {
  const { id, source, route, end, buriedAt } = letter
  return [
    `  ${route ?? 'no route'}: ${burialText(buriedAt, end.reason)}`,
    `    from ${source}`,
    `    ${plain(whyBuried(letter))}`,
    `    letter ${id} holds it: vouchrelay letters show ${id}`,
  ]
}

const boundText = ({ decoded, events }: Life['searched']): string =>
  `of ${events} events that wait ${decoded} were decoded: the others do not hold the id as a text`
