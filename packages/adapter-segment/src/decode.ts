import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import {
  faultsOf,
  showFound,
  type DecodeFailure,
  type JournalEntry,
  type JsonObject,
  type Source,
  type SourceEvent,
} from '@vouchrelay/core'
import { Alias } from './calls/alias.ts'
import { Custom } from './calls/custom.ts'
import { Delete } from './calls/delete.ts'
import { Group } from './calls/group.ts'
import { Identify } from './calls/identify.ts'
import { Page } from './calls/page.ts'
import { Screen } from './calls/screen.ts'
import { Track } from './calls/track.ts'
import { complete } from './complete.ts'
import { isObject } from './is-object.ts'
import { parseBytes, parseJson } from './intake/parse-json.ts'

type Identified = JsonObject & { readonly messageId: string }

interface Codec extends t.Decoder<unknown, Identified> {
  readonly is: (u: unknown) => u is Identified
}

const calls: ReadonlyMap<unknown, Codec> = new Map<unknown, Codec>([
  ['track', Track],
  ['identify', Identify],
  ['page', Page],
  ['screen', Screen],
  ['group', Group],
  ['alias', Alias],
  ['delete', Delete],
])

const TYPES = `one of ${[...calls.keys()].join(', ')}`

const refuse = (path: string, expected: string, found: string): Either<DecodeFailure, never> =>
  left({ _tag: 'DecodeFailure', faults: [{ path, expected, found }] })

/** The furthest time from the epoch that a `Date` holds: ECMA-262 section 21.4.1.1. */
const MAX_TIME_MS = 8.64e15

/** Whether this is what the journal, or a dry run, hands over. */
export const isEntry = (raw: unknown): raw is JournalEntry =>
  isObject(raw) &&
  raw['bytes'] instanceof Uint8Array &&
  (raw['envelope'] === undefined || typeof raw['envelope'] === 'string') &&
  typeof raw['receivedAt'] === 'number' &&
  Math.abs(raw['receivedAt']) <= MAX_TIME_MS

const readEnvelope = (text: string | undefined): JsonObject | undefined => {
  if (text === undefined) return undefined
  const value = parseJson(text)
  return isObject(value) ? value : { fault: { expected: 'an envelope that is a JSON object', found: 'something else' } }
}

/**
 * Reads a journal entry as one of Segment's calls: pure, total, and the same whenever it happens.
 *
 * An entry without an envelope is read too: a line of a file with one event a line, whose times are kept as they are.
 * A webhook may send any object, as its mapping in Segment makes it: without one of Segment's types it is taken as it is.
 * So is such a line of a file, where the source has webhooks that could have brought it.
 *
 * @see https://segment.com/docs/connections/spec/
 */
export const createDecode = (hasWebhooks: boolean): Source['decode'] => {
  const channelOf = (envelope: JsonObject | undefined): unknown =>
    envelope === undefined && hasWebhooks ? 'webhook' : envelope?.['channel']
  return (raw) => decode(raw, channelOf)
}

const decode = (
  raw: unknown,
  channelOf: (envelope: JsonObject | undefined) => unknown,
): Either<DecodeFailure, SourceEvent> => {
  if (!isEntry(raw)) return refuse('', 'a journal entry', showFound(raw))
  const envelope = readEnvelope(raw.envelope)
  const fault = envelope?.['fault']
  if (isObject(fault)) return refuse('', String(fault['expected']), String(fault['found']))
  const event = parseBytes(raw.bytes)
  if (event === undefined) return refuse('', 'JSON', 'something else')
  if (!isObject(event)) return refuse('', 'an object', showFound(event))
  complete(event, envelope, raw)
  const codec = calls.get(event['type']) ?? (channelOf(envelope) === 'webhook' ? Custom : undefined)
  if (codec === undefined) return refuse('type', TYPES, showFound(event['type']))
  // Most need no change: they are not copied, and nothing is made for them.
  if (codec.is(event)) return right({ messageId: event.messageId, fields: event })
  const read = codec.decode(event)
  if (isLeft(read)) return left({ _tag: 'DecodeFailure', faults: faultsOf(read.left) })
  return right({ messageId: read.right.messageId, fields: read.right })
}

/** Reads a journal entry of a source without webhooks. */
export const decodeSegment: Source['decode'] = createDecode(false)
