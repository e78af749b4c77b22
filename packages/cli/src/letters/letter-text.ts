import type { Writable } from 'node:stream'
import { describeFault, type KeptLetter, type RelaySettings } from '@vouchrelay/core'
import { paint } from '../paint.ts'
import { plain } from '../plain.ts'
import { attemptLines } from './attempt-lines.ts'
import { stampOfLetter } from './stamp-of-letter.ts'
import { stampText } from './stamp-text.ts'

/** A whole letter for people. */
export const letterText = (letter: KeptLetter, settings: RelaySettings, out: Writable): string => {
  const { id, end, route, source, customer, messageId, deliveryId, kind, receivedAt, buriedAt, body, envelope } = letter
  const stamp = stampOfLetter(letter, settings)
  const rows: readonly (readonly [name: string, value: string | undefined])[] = [
    ['source', source],
    ['route', route],
    ['event', messageId],
    ['customer', customer],
    ['body', kind],
    ['stamp', stamp && stampText(stamp)],
    ['delivery', deliveryId],
    ['received', new Date(receivedAt).toISOString()],
    ['buried', new Date(buriedAt).toISOString()],
  ]
  return [
    paint(out, 'strong', `letter ${id}: ${end.reason}`),
    ...rows.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(9)} ${plain(value)}`])),
    ...part(
      'faults',
      end.faults.map((fault) => plain(describeFault(fault))),
    ),
    ...part('attempts', attemptLines(end.attempts)),
    ...part('body', body === undefined ? [] : jsonLines(body)),
    ...part('event', eventLines(letter.bytes)),
    ...part('what the source knows beside it', envelope === undefined ? [] : eventLines(Buffer.from(envelope))),
    '',
  ].join('\n')
}

const part = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`  ${title}`, ...lines.map((line) => `    ${line}`)]

const jsonLines = (value: unknown): readonly string[] => JSON.stringify(value, null, 2).split('\n').map(plain)

const eventLines = (bytes: Uint8Array): readonly string[] => {
  const text = Buffer.from(bytes).toString('utf8')
  try {
    return jsonLines(JSON.parse(text))
  } catch {
    return text.split('\n').map(plain)
  }
}
