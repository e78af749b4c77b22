import { expect } from 'chai'
import { left, map } from 'fp-ts/lib/Either.js'
import type { SourceEvent } from '../../src/contracts/event.ts'
import type { Source } from '../../src/contracts/source.ts'
import { sourceCases } from '../../src/testing/source/source-cases.ts'
import { failing } from './failing.ts'
import { memoryLog, type Change } from './memory-log.ts'

const decoding =
  (decode: (sound: Source['decode'], raw: unknown, name: string) => ReturnType<Source['decode']>): Change =>
  (source, { name }) => ({ ...source, decode: (raw) => decode(source.decode, raw, name) })

const adding = (more: (name: string) => Readonly<Record<string, unknown>>): Change =>
  decoding((sound, raw, name) =>
    map(({ messageId, fields }: SourceEvent) => ({ messageId, fields: { ...fields, ...more(name) } }))(sound(raw)),
  )

const unreadIn =
  (fields: readonly string[], text: (raw: unknown) => Uint8Array | undefined): Change =>
  (source) => ({ ...source, unread: { fields, text } })

const bytesIn = (raw: unknown): Uint8Array | undefined =>
  typeof raw === 'object' && raw !== null && 'bytes' in raw && raw.bytes instanceof Uint8Array ? raw.bytes : undefined

const total = 'decodes whatever it is given, or tells what is wrong with it'
const same = 'decodes the same each time, whatever the time'
const untouched = 'decodes without changing what it is given'
const letter = 'decodes what a letter keeps of a delivery as it decodes the delivery'
const dry = 'decodes the same in a dry run'
const told = 'tells a text or nothing of what is not decoded yet, whatever it is, and changes nothing of it'
const taken = 'takes the fields that it names from that text as they are'

const broken: readonly (readonly [what: string, change: Change, promises: readonly string[]])[] = [
  [
    'throws',
    decoding((sound, raw) => {
      if (raw === null) throw new Error('a bug of a plugin')
      return sound(raw)
    }),
    [total],
  ],
  [
    'tells no fault',
    decoding((sound, raw) => {
      const event = sound(raw)
      return event._tag === 'Right' ? event : left({ _tag: 'DecodeFailure', faults: [] })
    }),
    [total],
  ],
  [
    'writes into what it is given',
    decoding((sound, raw) => {
      if (typeof raw === 'object') Object.assign(raw ?? {}, { seen: true })
      return sound(raw)
    }),
    [total, untouched],
  ],
  ['reads the clock', adding(() => ({ year: new Date().getFullYear() })), [same]],
  ['takes a chance', adding(() => ({ chance: Math.random() })), [same, letter, dry]],
  ['needs what it was lent', adding((name) => ({ name })), [dry]],
  [
    'knows its deliveries by more than a letter keeps',
    decoding((sound, raw) =>
      map(({ messageId, fields }: SourceEvent) => ({
        messageId,
        fields: { ...fields, whole: Object.keys(Object(raw)).length },
      }))(sound(raw)),
    ),
    [letter],
  ],
  ['names fields that are not in its text', unreadIn(['customer'], bytesIn), [dry, taken]],
  ['finds a text in everything', unreadIn([], (raw) => JSON.parse(String(raw))), [dry, told, taken]],
]

describe('the contract of a source is broken by a decode that', () => {
  for (const [what, change, promises] of broken) {
    it(what, async () => expect(await failing(sourceCases(memoryLog(change)))).to.deep.equal(promises))
  }
})
