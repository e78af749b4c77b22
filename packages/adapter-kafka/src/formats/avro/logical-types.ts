import avro from 'avsc'
import { decimalShown, signedOf } from '../exact-number.ts'
import { isObject } from '../is-object.ts'
import { dateShown, timeOfDayShown, timeShown, type TimeUnit } from '../time-shown.ts'

/** A logical type that mappings see otherwise than what is underneath. */
export abstract class ShownType extends avro.types.LogicalType {
  abstract readonly show: (value: unknown) => unknown
}

type LogicalTypeMaker = new (schema: avro.Schema, options: unknown) => ShownType

/**
 * A logical type and what it shows. Where that is undefined, and where it stands over a type that it does not fit, the value is what
 * is underneath, as the specification wants it: bytes are base64 then.
 */
const readAs = (
  fits: (schema: unknown) => boolean,
  show: (value: unknown, schema: unknown) => unknown,
): LogicalTypeMaker =>
  class extends ShownType {
    readonly show: (value: unknown) => unknown

    constructor(schema: avro.Schema, options: unknown) {
      super(schema, options)
      const isFit = fits(schema)
      this.show = (value) => (isFit ? show(value, schema) : undefined) ?? plain(value)
    }
  }

const plain = (value: unknown): unknown => (Buffer.isBuffer(value) ? value.toString('base64') : value)

const member = (schema: unknown, name: string): unknown => (isObject(schema) ? schema[name] : undefined)

const over =
  (...types: readonly string[]) =>
  (schema: unknown): boolean =>
    types.some((type) => type === member(schema, 'type'))

const countOf = (value: unknown): bigint => BigInt(String(value))

const instant = (unit: TimeUnit) =>
  readAs(over('long'), (value) => {
    const time = timeShown(countOf(value), unit)
    return time === undefined ? undefined : `${time}Z`
  })

const local = (unit: TimeUnit) => readAs(over('long'), (value) => timeShown(countOf(value), unit))

const ofDay = (type: string, unit: TimeUnit) => readAs(over(type), (value) => timeOfDayShown(countOf(value), unit))

const scaleOf = (schema: unknown): number => Number(member(schema, 'scale') ?? 0)

const hasScale = (schema: unknown): boolean => {
  const scale = scaleOf(schema)
  return over('bytes', 'fixed')(schema) && Number.isInteger(scale) && scale >= 0 && scale <= 1_000
}

/** `P1M2DT3.004S`: months, days and milliseconds, three numbers of four bytes, the lowest byte first. */
const durationShown = (value: unknown): string | undefined => {
  if (!Buffer.isBuffer(value) || value.length !== 12) return undefined
  const [months, days, ms] = [0, 4, 8].map((at) => value.readUInt32LE(at))
  return `P${months}M${days}DT${Number(ms) / 1000}S`
}

/**
 * Logical types that mappings see otherwise than what is underneath. A `uuid` over text needs nothing.
 *
 * @see https://avro.apache.org/docs/1.12.0/specification/#logical-types
 */
export const logicalTypes: Readonly<Record<string, LogicalTypeMaker>> = {
  decimal: readAs(hasScale, (value, schema) =>
    value instanceof Uint8Array ? decimalShown(signedOf(value), scaleOf(schema)) : undefined,
  ),
  date: readAs(over('int'), (value) => dateShown(Number(value))),
  'time-millis': ofDay('int', 'ms'),
  'time-micros': ofDay('long', 'us'),
  'timestamp-millis': instant('ms'),
  'timestamp-micros': instant('us'),
  'timestamp-nanos': instant('ns'),
  'local-timestamp-millis': local('ms'),
  'local-timestamp-micros': local('us'),
  'local-timestamp-nanos': local('ns'),
  duration: readAs(over('fixed'), durationShown),
}
