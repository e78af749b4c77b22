import { hash } from 'node:crypto'
import { right, type Either } from 'fp-ts/lib/Either.js'
import { compileKeys, showFound, showPath, type DecodeFailure, type JsonObject } from '@vouchrelay/core'
import type { MessageId } from '../settings/message-id.ts'
import type { Content } from './format.ts'
import { headerOf, type LocatedRecord } from './located-record.ts'
import { positionId } from './position-id.ts'
import { refuse } from './refuse.ts'
import { textOf } from './text-of.ts'

/** What an event is known by. */
export interface Identifiable {
  readonly content: Content
  /** With `kafka`, where it lay on a topic. */
  readonly fields: JsonObject
  /** Absent of a line of a file. */
  readonly record: LocatedRecord | undefined
  readonly bytes: Uint8Array
}

/**
 * The id of an event: what the settings name, or else what its format has, or else its position. A line of a file has no
 * position and no headers: it is known by what it says, and the same line again is a copy.
 */
export const messageIdReader = (
  setting: MessageId | undefined,
): ((event: Identifiable) => Either<DecodeFailure, string>) => {
  switch (setting?._tag) {
    case undefined:
      return (event) => right(event.content.messageId ?? placeOf(event))
    case 'Position':
      return (event) => right(placeOf(event))
    case 'Header': {
      const { name } = setting
      return (event) => (event.record === undefined ? right(placeOf(event)) : idInHeader(name, event.record))
    }
    case 'Field': {
      const { keys } = setting.path
      const find = compileKeys(keys)
      return ({ fields }) => idOf(find(fields), showPath(keys))
    }
    default:
      return setting satisfies never
  }
}

const placeOf = ({ record, bytes }: Identifiable): string =>
  record === undefined ? `line-${hash('sha256', bytes).slice(0, 32)}` : positionId(record)

const idInHeader = (name: string, { headers }: LocatedRecord): Either<DecodeFailure, string> => {
  const value = headerOf(headers, name)
  const path = showPath(['kafka', 'headers', name])
  const text = value && textOf(value)
  return value !== undefined && text === undefined ? refuse(path, 'text in UTF-8', 'other bytes') : idOf(text, path)
}

/** A text or a number that says something. One beyond 2^53 was rounded when it was parsed, and may be somebody else's. */
const idOf = (value: unknown, path: string): Either<DecodeFailure, string> => {
  if (typeof value === 'string' && value !== '' && value.isWellFormed()) return right(value)
  if (typeof value === 'number' && Number.isSafeInteger(value)) return right(String(value))
  return refuse(path, 'an id: a text that is not empty, or a whole number up to 2^53', showFound(value))
}
