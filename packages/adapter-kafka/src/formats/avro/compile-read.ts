import avro from 'avsc'
import { readCount, readLength, readLong, readRaw, type Cursor } from './cursor.ts'
import { ShownType } from './logical-types.ts'
import { readBase64, scalars } from './scalars.ts'

/** Reads one value as mappings see it: what a JSON text could hold, too. Throws where the bytes are none of its type. */
export type Read = (cursor: Cursor) => unknown

const { ArrayType, BytesType, EnumType, FixedType, LogicalType, MapType, RecordType, WrappedUnionType } = avro.types

/**
 * Compiles a type to its reader. The library's own hangs on a count of items that is beyond all bytes.
 *
 * @throws where a type is unheard of
 * @see https://avro.apache.org/docs/1.12.0/specification/#binary-encoding
 */
export const compileRead = (type: avro.Type): Read => {
  const known = new Map<avro.Type, Read>()

  const compile = (type: avro.Type): Read => {
    const found = known.get(type)
    if (found !== undefined) return found
    // A record may hold itself: whoever asks meanwhile is sent on.
    let read: Read = unfinished
    known.set(type, (cursor) => read(cursor))
    read = make(type)
    known.set(type, read)
    return read
  }

  const make = (type: avro.Type): Read => {
    if (type instanceof RecordType) return record(type)
    if (type instanceof ArrayType) return array(compile(type.itemsType))
    if (type instanceof MapType) return map(compile(type.valuesType))
    if (type instanceof WrappedUnionType) return union(type.types.map(compile))
    if (type instanceof EnumType) return symbol(type.symbols)
    if (type instanceof ShownType) return shown(type)
    if (type instanceof LogicalType) return compile(type.underlyingType)
    if (type instanceof FixedType) return (cursor) => readBase64(cursor, type.size)
    const scalar = scalars[type.typeName]
    if (scalar === undefined) throw new TypeError(`a type ${type.typeName}`)
    return scalar
  }

  const record = ({ fields }: avro.types.RecordType): Read => {
    const reads = fields.map(({ name, type }) => [name, compile(type)] as const)
    return (cursor) => Object.fromEntries(reads.map(([name, read]) => [name, read(cursor)] as const))
  }

  const shown = ({ underlyingType, show }: ShownType): Read => {
    if (underlyingType instanceof BytesType) return (cursor) => show(readRaw(cursor, readLength(cursor)))
    if (underlyingType instanceof FixedType) return (cursor) => show(readRaw(cursor, underlyingType.size))
    const read = compile(underlyingType)
    return (cursor) => show(read(cursor))
  }

  return compile(type)
}

const unfinished: Read = () => {
  throw new Error('a type is read before it is compiled')
}

const array =
  (read: Read): Read =>
  (cursor) => {
    const items: unknown[] = []
    for (let count = readCount(cursor); count > 0; count = readCount(cursor))
      for (let i = 0; i < count; i += 1) items.push(read(cursor))
    return items
  }

const map = (read: Read): Read => {
  const member: Read = (cursor) => [readRaw(cursor, readLength(cursor)).toString(), read(cursor)]
  const members = array(member)
  // Each of them is a key and a value: `member` says so.
  return (cursor) => Object.fromEntries(members(cursor) as (readonly [string, unknown])[])
}

/** The choice that bytes name by its place. */
const choose = <A>(cursor: Cursor, choices: readonly A[]): A => {
  const place = readLong(cursor)
  const choice = typeof place === 'number' ? choices[place] : undefined
  if (choice === undefined) throw new RangeError(`no choice ${place} of ${choices.length}`)
  return choice
}

const union =
  (reads: readonly Read[]): Read =>
  (cursor) =>
    choose(cursor, reads)(cursor)

const symbol =
  (symbols: readonly string[]): Read =>
  (cursor) =>
    choose(cursor, symbols)
