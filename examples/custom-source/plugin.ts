import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { parse } from 'fp-ts/lib/Json.js'
import { tryCatch } from 'fp-ts/lib/TaskEither.js'
import { closed, defaulted, definePlugin, required, showFound, Text, whole, type Source } from '@vouchrelay/core'
import { follow } from './follow.ts'

const Settings = closed('the settings of the source ndjson-inbox', {
  path: required(Text, {
    summary: 'The file to follow, one event as JSON on each line. It only grows; it is made where it is missing.',
    example: './inbox.ndjson',
  }),
  pollMs: defaulted(whole(1, 60_000), 200, { summary: 'How often its end is looked at.', unit: 'milliseconds' }),
})

const noEvent = (found: string) =>
  left({ _tag: 'DecodeFailure' as const, faults: [{ path: '', expected: 'an object with a text as id', found }] })

/** Reads the bytes alone: a letter and a dry run have nothing else. */
const decode: Source['decode'] = (raw) => {
  if (typeof raw !== 'object' || raw === null || !('bytes' in raw)) return noEvent(showFound(raw))
  const line = raw.bytes instanceof Uint8Array ? Buffer.from(raw.bytes).toString() : ''
  const event = parse(line)
  if (isLeft(event) || typeof event.right !== 'object' || event.right === null) return noEvent(showFound(line))
  const fields = new Map<string, unknown>(Object.entries(event.right))
  const id = fields.get('id')
  if (typeof id !== 'string' || id === '') return noEvent('an object without one')
  return right({ messageId: id, fields: Object.fromEntries(fields) })
}

const ndjsonInbox = definePlugin({
  kind: 'source',
  name: 'ndjson-inbox',
  summary: 'Follows a file to which somebody appends events, one JSON object a line.',
  status: 'beta',
  config: Settings,
  examples: [{ title: 'A file, looked at every second', config: { path: './inbox.ndjson', pollMs: 1_000 } }],
  pure: () => ({ decode }),
  create: (settings, resources) =>
    tryCatch(
      async () => ({ decode, deliveries: await follow(settings, resources) }),
      (error) => ({ _tag: 'StartFailure', part: resources.name, message: String(error) }),
    ),
})

/** What a settings file gets that names this package. */
export const plugins = [ndjsonInbox]
