import { isLeft } from 'fp-ts/lib/Either.js'
import type { Source } from '../../contracts/source.ts'
import type { WaitingEvent } from '../../state/events-reader.ts'
import type { KeptLetter } from '../../state/letters-reader.ts'
import type { Reader } from '../../state/reader.ts'
import type { KnownShipment } from '../../state/shipments-reader.ts'

/** An event that waits in the journal. */
export interface WaitingPlace {
  readonly source: string
  /** Whether it is a letter that is sent again. */
  readonly isReplay: boolean
  /** How many events of its log stand before it. */
  readonly before: number
  /** Milliseconds since the epoch. */
  readonly receivedAt: number
}

/** All that a state file knows of an event. */
export interface Life {
  readonly messageId: string
  readonly waiting: readonly WaitingPlace[]
  /** What the ledger knows, one for each route that made something of it. */
  readonly shipments: readonly KnownShipment[]
  readonly letters: readonly KeptLetter[]
  /** Letters of events that could not be decoded, in which the id stands as a text. */
  readonly undecoded: readonly KeptLetter[]
  /** How the journal was searched: of events after the first so many, only those were decoded in which the id stands as a text. */
  readonly searched: { readonly events: number; readonly decoded: number; readonly all: boolean }
}

/** What a life is read from. */
export interface LifeParts {
  readonly reader: Reader
  /** How the sources of the settings read their events, by name. */
  readonly decoders: Readonly<Record<string, Source['decode']>>
}

/** Events of the journal that are decoded to find one: a second's work. */
export const mostDecoded = 50_000

const pageEvents = 256

/**
 * Reads the life of an event. In the journal it is found by decoding: the first events in any case, all others where the id stands
 * in them as a text, or a `\` that may hide it.
 *
 * @param source of events that came from it alone
 */
export const readLife = ({ reader, decoders }: LifeParts, messageId: string, source?: string): Life => {
  const isOf = (one: string): boolean => source === undefined || one === source
  const text = JSON.stringify(messageId).slice(1, -1)
  const waiting: WaitingPlace[] = []
  const searched = { events: 0, decoded: 0, all: true }

  const look = (event: WaitingEvent): void => {
    const [name = '', replay] = event.log.split('/')
    const decode = Object.hasOwn(decoders, name) ? decoders[name] : undefined
    if (!isOf(name) || decode === undefined) return
    searched.events += 1
    if (searched.decoded >= mostDecoded && !mayHold(event, text)) {
      searched.all = false
      return
    }
    searched.decoded += 1
    const decoded = decode(event.entry)
    if (isLeft(decoded) || decoded.right.messageId !== messageId) return
    const { receivedAt } = event.entry
    waiting.push({ source: name, isReplay: replay !== undefined, before: reader.events.before(event), receivedAt })
  }

  for (let after = 0; ;) {
    const page = reader.events.page(after, pageEvents)
    for (const event of page) look(event)
    const last = page.at(-1)
    if (last === undefined) break
    after = last.id
  }
  return {
    messageId,
    waiting,
    shipments: reader.shipments.ofMessage(messageId, source),
    letters: reader.letters.ofMessage(messageId).filter((letter) => isOf(letter.source)),
    undecoded: reader.letters.undecodedWith(text).filter((letter) => isOf(letter.source)),
    searched,
  }
}

const mayHold = ({ entry }: WaitingEvent, text: string): boolean => {
  const bytes = Buffer.from(entry.bytes.buffer, entry.bytes.byteOffset, entry.bytes.byteLength)
  return bytes.includes(text) || bytes.includes('\\') || entry.envelope?.includes(text) === true
}
