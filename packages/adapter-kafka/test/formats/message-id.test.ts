import { expect } from 'chai'
import fc from 'fast-check'
import { left, map, right } from 'fp-ts/lib/Either.js'
import { pathText } from '@vouchrelay/core'
import { positionId } from '../../src/formats/position-id.ts'
import { readingOf } from '../../src/formats/reading.ts'
import { TopicEntry } from '../../src/formats/topic-entry.ts'
import type { LocatedRecord } from '../../src/formats/located-record.ts'
import { MessageId } from '../../src/settings/message-id.ts'
import { header, recordOf } from '../support/record-of.ts'

const idOf = (written: unknown, record: LocatedRecord) => {
  const messageId = MessageId.decode(written)
  if (messageId._tag === 'Left') throw new Error('no setting')
  const decoded = readingOf({ format: 'json', messageId: messageId.right, unwanted: 'decode' }).decode(
    new TopicEntry(record),
  )
  return map(({ messageId }: { readonly messageId: string }) => messageId)(decoded)
}
const refusal = (path: string, found: string) =>
  left({
    _tag: 'DecodeFailure',
    faults: [{ path, expected: 'an id: a text that is not empty, or a whole number up to 2^53', found }],
  })

/** Few places with names that look like parts of others, so that places meet. */
const anyPlace = fc
  .record({
    topic: fc.constantFrom('a', 'a-1', 'a-1-1', 'a.1'),
    partition: fc.nat(11),
    offset: fc.bigInt(0n, 11n),
    timestamp: fc.nat(1),
  })
  .map((place) => recordOf('{}', place))

describe('the id of a record', () => {
  it('is its position, which no other record has', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, (a, b) => {
        const place = ({ topic, partition, offset, timestamp }: LocatedRecord) => [topic, partition, offset, timestamp]
        const isSame = place(a).every((part, i) => part === place(b)[i])
        expect(positionId(a) === positionId(b)).to.equal(isSame)
      }),
    )
  })

  it('is another on a topic that was made anew', () => {
    expect(idOf('position', recordOf('{}'))).to.not.deep.equal(idOf('position', recordOf('{}', { timestamp: 1 })))
  })

  it('is in a header', () => {
    const record = recordOf('{}', { headers: [header('event-id', 'old'), header('event-id', 'e1')] })
    expect(idOf({ header: 'event-id' }, record)).to.deep.equal(right('e1'))
  })

  it('is in a field, of the event or of its place', () => {
    const record = recordOf('{"order":{"id":7}}', { key: Buffer.from('k') })
    expect([idOf({ field: '$.order.id' }, record), idOf({ field: '$.kafka.key' }, record)]).to.deep.equal([
      right('7'),
      right('k'),
    ])
  })

  it('is refused where it is not there, or may be somebody else’s', () => {
    const table: readonly (readonly [unknown, LocatedRecord, ReturnType<typeof refusal>])[] = [
      [{ header: 'event-id' }, recordOf('{}'), refusal('kafka.headers.event-id', 'nothing')],
      [{ header: 'id' }, recordOf('{}', { headers: [header('id', '')] }), refusal('kafka.headers.id', '""')],
      [{ field: '$.id' }, recordOf('{}'), refusal('id', 'nothing')],
      [{ field: '$.id' }, recordOf('{"id":9007199254740993}'), refusal('id', '9007199254740992')],
      [{ field: '$.id' }, recordOf('{"id":1.5}'), refusal('id', '1.5')],
      [{ field: '$.id' }, recordOf('{"id":{}}'), refusal('id', 'an object')],
      [{ field: '$.id' }, recordOf(String.raw`{"id":"\ud800"}`), refusal('id', JSON.stringify('\ud800'))],
    ]
    for (const [setting, record, refused] of table) expect(idOf(setting, record)).to.deep.equal(refused)
  })

  it('is refused where a header is no text', () => {
    const record = recordOf('{}', { headers: [['id', Buffer.from([0xff])]] })
    expect(idOf({ header: 'id' }, record)).to.deep.equal(
      left({
        _tag: 'DecodeFailure',
        faults: [{ path: 'kafka.headers.id', expected: 'text in UTF-8', found: 'other bytes' }],
      }),
    )
  })

  it('is set by one of three ways', () => {
    const settings = [
      'position',
      { header: 'id' },
      { field: '$.id' },
      {},
      { header: 'a', field: '$.b' },
      'offset',
      null,
    ]
    expect(settings.map((one) => MessageId.is(one))).to.deep.equal([true, true, true, false, false, false, false])
    expect(MessageId.decode({ field: '$.id' })).to.deep.equal(
      right({
        _tag: 'Field',
        path: pathText('open').decode('$.id')._tag === 'Right' ? { from: 'item', keys: ['id'] } : 0,
      }),
    )
  })
})
