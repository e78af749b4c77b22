import pb from 'protobufjs'
import { floatShown, floatShown32, wholeShown } from '../exact-number.ts'
import { isObject } from '../is-object.ts'
import { wellKnown } from './well-known.ts'

type Show = (value: unknown) => unknown

const asItIs: Show = (value) => value

/** Compiles a message's type to what makes of its values what mappings see: what a JSON text could hold, too. */
export const compileMessage = (type: pb.Type): Show => {
  const known = new Map<pb.Type, Show>()

  const compile = (type: pb.Type): Show => {
    const found = known.get(type)
    if (found !== undefined) return found
    // A message may hold itself: whoever asks meanwhile is sent on.
    let show: Show = asItIs
    known.set(type, (value) => show(value))
    const plain = message(type)
    const special = wellKnown[type.fullName]
    show = special === undefined ? plain : (value) => special(plain(value))
    known.set(type, show)
    return show
  }

  const message = (type: pb.Type): Show => {
    const fields = type.fieldsArray.map((field) => ({
      name: field.name,
      hasDefault: hasDefault(field),
      show: ofField(field),
    }))
    return (value) => {
      if (!isObject(value)) return value
      const members: (readonly [string, unknown])[] = []
      for (const { name, hasDefault, show } of fields) {
        if (hasDefault || (Object.hasOwn(value, name) && value[name] !== undefined && value[name] !== null))
          members.push([name, show(value[name])])
      }
      return Object.fromEntries(members)
    }
  }

  const ofField = (field: pb.Field): Show => {
    const one = ofValue(field)
    if (field instanceof pb.MapField) {
      const keyOf = keyShown(field.keyType)
      return (value) =>
        isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, of]) => [keyOf(key), one(of)])) : {}
    }
    return field.repeated ? (value) => (Array.isArray(value) ? value.map(one) : []) : one
  }

  const ofValue = ({ resolvedType, type }: pb.Field): Show => {
    if (resolvedType instanceof pb.Type) return compile(resolvedType)
    if (resolvedType instanceof pb.Enum) {
      const { valuesById } = resolvedType
      // One that the schema does not know yet is its number.
      return (value) => (typeof value === 'number' ? (valuesById[value] ?? value) : value)
    }
    return scalar(type)
  }

  return compile(type)
}

/** Lists and maps are empty, and scalars have their default where the schema does not tell whether they were written. */
const hasDefault = ({ repeated, map, hasPresence, resolvedType }: pb.Field): boolean =>
  repeated || map || !(hasPresence || resolvedType instanceof pb.Type)

const scalar = (type: string): Show => {
  if (type === 'float') return (value) => (typeof value === 'number' ? floatShown32(value) : value)
  if (type === 'double') return (value) => (typeof value === 'number' ? floatShown(value) : value)
  if (type === 'bytes') return (value) => base64Of(value)
  if (type.endsWith('64')) return (value) => wholeShown(BigInt(String(value)))
  return (value) => value
}

/** An empty one is a list in a default of protobufjs. */
const base64Of = (value: unknown): string => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : '')

/** protobufjs keys a map of long numbers by their eight bytes. */
const keyShown = (type: string): ((key: string) => string) =>
  type.endsWith('64')
    ? (key) => String(pb.util.longFromHash(key, type.startsWith('u') || type.startsWith('f')))
    : (key) => key
