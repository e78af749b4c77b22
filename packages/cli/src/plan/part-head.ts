import type { Writable } from 'node:stream'
import type { Part } from '@vouchrelay/core'
import { paint } from '../paint.ts'

/** What becomes of a route's part of an event, in a line. */
export const partHead = (part: Part<unknown>, out: Writable): string => {
  switch (part._tag) {
    case 'Ready':
      return `  ${paint(out, 'good', `${part.route} →`)}`
    case 'PassedOver':
      return `  ${part.route}: ${paint(out, 'quiet', `skipped, ${part.reason}`)}`
    case 'Faulty':
      return `  ${part.route}: ${paint(out, 'bad', `buried, ${part.reason}`)}`
    default:
      return part satisfies never
  }
}
