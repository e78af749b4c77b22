import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { faultsOf, showFound, type DecodeFailure, type JsonObject } from '@vouchrelay/core'
import { Alias, Delete, Group, Identify, Page, Screen, segmentShape, Track } from '@vouchrelay/adapter-segment'
import type { Content, Format } from './format.ts'
import { parseObject } from './parse-object.ts'
import { refuse } from './refuse.ts'

const calls: ReadonlyMap<unknown, t.Decoder<unknown, JsonObject>> = new Map<unknown, t.Decoder<unknown, JsonObject>>([
  ['track', Track],
  ['identify', Identify],
  ['page', Page],
  ['screen', Screen],
  ['group', Group],
  ['alias', Alias],
  ['delete', Delete],
])

const types = `one of ${[...calls.keys()].join(', ')}`

/** Names of fields that reading may change: ids may be numbers, and empty ids are nobody's. */
const changed: ReadonlySet<string> = new Set(['messageId', 'userId', 'anonymousId', 'groupId', 'previousId'])

/**
 * Segment's calls as JSON, one a record: the codecs of the source `segment` read them, so that a mapping sees the same whichever
 * way an event came. Times stay as they were written: nobody has received the event but Kafka.
 *
 * @see https://segment.com/docs/connections/spec/
 */
export const segment: Format = {
  read: ({ value }) => {
    const event = parseObject(value)
    return isLeft(event) ? event : readCall(event.right)
  },
  unread: {
    text: ({ value }) => value,
    fields: segmentShape.filter((name) => !changed.has(name)),
  },
}

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === ''

const readCall = (event: JsonObject): Either<DecodeFailure, Content> => {
  const codec = calls.get(event['type'])
  if (codec === undefined) return refuse('type', types, showFound(event['type']))
  const hasId = !isNothing(event['messageId'])
  // The codecs ask for an id: without one, it is known by its place on the topic.
  const read = codec.decode({ ...withoutEmptyIds(event), ...(hasId ? {} : { messageId: 'none' }) })
  if (isLeft(read)) return left({ _tag: 'DecodeFailure', faults: faultsOf(read.left) })
  if (hasId) return right({ fields: read.right, messageId: String(read.right['messageId']) })
  const { messageId: _, ...fields } = read.right
  return right({ fields })
}

/** Many senders write an empty text for nobody: null, so that `@coalesce` passes over it. */
const withoutEmptyIds = (event: JsonObject): JsonObject => ({
  ...event,
  ...(event['userId'] === '' ? { userId: null } : {}),
  ...(event['anonymousId'] === '' ? { anonymousId: null } : {}),
})
