import { isLeft } from 'fp-ts/lib/Either.js'
import type { JournalEntry, JournalFull, SourceResources, StateFailure } from '@vouchrelay/core'
import { envelopeWriter, type Addition, type Envelope } from '../envelope.ts'
import { stored, tryLater, type Answer } from '../http/answer.ts'
import { isObject } from '../is-object.ts'
import type { Item } from './items.ts'

/** Takes a request's events into the journal, all or none, and says what to answer. */
export type Store = (items: readonly Item[], shared: Envelope, receivedAt: number) => Promise<Answer>

/** What the store leans on beside the journal. */
export interface StoreParts extends Pick<SourceResources, 'journal' | 'stopping'> {
  readonly newId: () => string
  readonly retryAfterSeconds: number
  /** Told of every attempt to append: undefined where it went well. */
  readonly onAppend: (failure: JournalFull | StateFailure | undefined) => void
}

const lacksId = ({ value }: Item): boolean =>
  isObject(value) && (value['messageId'] === undefined || value['messageId'] === null || value['messageId'] === '')

const additionOf = (item: Item, newId: () => string): Addition | undefined => {
  if (item.fault !== undefined) return { fault: item.fault }
  return lacksId(item) ? { messageId: newId() } : undefined
}

/** A store over the journal. Bad events are stored like good ones: decoding refuses them later, with their bytes. */
export const createStore =
  ({ journal, stopping, newId, retryAfterSeconds, onAppend }: StoreParts): Store =>
  async (items, shared, receivedAt) => {
    if (items.length === 0) return stored
    if (stopping.aborted) return tryLater(503, 'stopping', 'the relay is stopping', retryAfterSeconds)
    const envelope = envelopeWriter(shared)
    const entries = items.map((item): JournalEntry => ({
      bytes: item.bytes,
      envelope: envelope(additionOf(item, newId)),
      receivedAt,
    }))
    const appended = await journal.append(entries)()
    onAppend(isLeft(appended) ? appended.left : undefined)
    if (!isLeft(appended)) return stored
    return appended.left._tag === 'JournalFull'
      ? tryLater(429, 'full', 'the journal is full', retryAfterSeconds)
      : tryLater(503, 'state_unavailable', 'the events could not be stored', retryAfterSeconds)
  }
