import type { JsonObject } from '@vouchrelay/core'
import { decimalShown, signedOf } from '../exact-number.ts'
import { isObject } from '../is-object.ts'
import { timeShown } from '../time-shown.ts'

/** What is made of a message whose fields are shown already. */
type Special = (fields: unknown) => unknown

const on =
  (show: (fields: JsonObject) => unknown): Special =>
  (fields) =>
    isObject(fields) ? show(fields) : fields

const value = on((fields) => fields['value'])

const nanosecondsOf = ({ seconds, nanos }: JsonObject): bigint =>
  BigInt(String(seconds)) * 1_000_000_000n + BigInt(String(nanos))

const timestamp = on((fields) => {
  const time = timeShown(nanosecondsOf(fields), 'ns')
  return time === undefined ? fields : `${time}Z`
})

/** `1.5s`. */
const duration = on((fields) => `${decimalShown(nanosecondsOf(fields), 9).replace(/\.?0+$/, '')}s`)

/** One kind of value is set, or none: null. Its name is in either case, as it comes from the library or a reference. */
const structValue = on((fields) => {
  const [kind] = Object.entries(fields)
  return kind === undefined || /^null_?value$/i.test(kind[0]) ? null : kind[1]
})

const confluentDecimal = on(({ value, scale }) =>
  decimalShown(signedOf(Buffer.from(String(value), 'base64')), Number(scale)),
)

const wrappers = ['Double', 'Float', 'Int64', 'UInt64', 'Int32', 'UInt32', 'Bool', 'String', 'Bytes']

/**
 * Messages that mappings see otherwise than by their fields, as protobuf's JSON has them.
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
export const wellKnown: Readonly<Record<string, Special | undefined>> = {
  ...Object.fromEntries(wrappers.map((name) => [`.google.protobuf.${name}Value`, value])),
  '.google.protobuf.Timestamp': timestamp,
  '.google.protobuf.Duration': duration,
  '.google.protobuf.Value': structValue,
  '.google.protobuf.Struct': on(({ fields }) => fields),
  '.google.protobuf.ListValue': on(({ values }) => values),
  '.confluent.type.Decimal': confluentDecimal,
}
