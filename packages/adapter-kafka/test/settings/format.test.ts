import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { checked, closed, faultsOf } from '@vouchrelay/core'
import { demandOfFormat, formatFields } from '../../src/settings/format.ts'

const Settings = checked(closed('the settings of a topic', formatFields), demandOfFormat)
const faultsIn = (written: unknown) => {
  const read = Settings.decode(written)
  return isLeft(read) ? faultsOf(read.left).map(({ path, expected, found }) => `${path}: ${expected}, ${found}`) : []
}
const url = 'http://127.0.0.1:8081'

describe('the settings of what lies on a topic', () => {
  it('are taken as they are meant', () => {
    const good = [
      { format: 'json' },
      { format: 'segment', messageId: 'position' },
      { format: 'cloudevents', messageId: { header: 'event-id' } },
      { format: 'avro', schemaRegistry: { url } },
      { format: 'protobuf', schemaRegistry: { url, auth: { username: 'key', password: 'secret' }, ca: 'ca.pem' } },
      { format: 'jsonschema', schemaRegistry: { url, auth: { token: 'secret' }, timeoutMs: 500 } },
    ]
    expect(good.flatMap(faultsIn)).to.deep.equal([])
  })

  it('are refused with what is wrong, and show no secret', () => {
    const auth = 'a `username` and a `password`, or a `token`, a value not shown here'
    const table: readonly (readonly [written: object, faults: readonly string[]])[] = [
      [{}, ['format: one of segment, json, cloudevents, avro, jsonschema, protobuf, nothing']],
      [{ format: 'avro' }, [': a `schemaRegistry`, which avro needs, an object']],
      [{ format: 'protobuf' }, [': a `schemaRegistry`, which protobuf needs, an object']],
      [{ format: 'avro', schemaRegistry: { url, auth: { username: 'a' } } }, [`schemaRegistry.auth: ${auth}`]],
      [
        { format: 'avro', schemaRegistry: { url, auth: { token: 's3cret', password: 's3cret' } } },
        [`schemaRegistry.auth: ${auth}`],
      ],
      [{ format: 'json', messageId: {} }, ['messageId: either a `header` or a `field`, an object']],
      [
        { format: 'json', messageId: 'offset' },
        ['messageId: position, or { header: NAME }, or { field: $.path }, "offset"'],
      ],
      [
        { format: 'json', messageId: { field: '$.a[' } },
        ['messageId.field: an index or a quoted key in brackets at character 4 of the path, "$.a["'],
      ],
    ]
    for (const [written, faults] of table) expect(faultsIn(written)).to.deep.equal(faults)
  })
})
