import pb from 'protobufjs'
import { right, type Either } from 'fp-ts/lib/Either.js'
import { reasonOf, type DecodeFailure, type JsonObject } from '@vouchrelay/core'
import { isObject } from '../is-object.ts'
import { refuse } from '../refuse.ts'
import type { SchemaBundle } from '../registry/schema-answer.ts'
import { familiarSchemas } from './familiar-schemas.ts'
import { compileMessage } from './message-shown.ts'

/** Reads a message that is declared at a place of one schema. Total. */
export type ProtobufReader = (indexes: readonly number[], bytes: Uint8Array) => Either<DecodeFailure, JsonObject>

/** Names as they are written. */
const options = { keepCase: true }

/**
 * Makes a reader of a schema, which may import its references by their names, and what every serializer knows.
 *
 * @throws what is wrong with the schema
 */
export const compileProtobuf = ({ text, references }: SchemaBundle): ProtobufReader => {
  const root = rootOf(text, references)
  // Alone, so that messages which it imports into its package do not count.
  const own = new pb.Root()
  const { package: packageName } = pb.parse(text, own, options)
  const parent = packageName ? own.lookup(packageName) : own
  const messages = new Map<string, (bytes: Uint8Array) => unknown>()

  const messageOf = (name: string): ((bytes: Uint8Array) => unknown) => {
    const known = messages.get(name)
    if (known !== undefined) return known
    const type = root.lookupType(name)
    const shown = compileMessage(type)
    const read = (bytes: Uint8Array): unknown => shown(type.decode(bytes))
    messages.set(name, read)
    return read
  }

  return (indexes, bytes) => {
    const name = nameAt(parent, indexes)
    if (name === undefined) return refuse('', `a message at ${indexes.join('.')} of its schema`, 'none')
    try {
      const value = messageOf(name)(bytes)
      return isObject(value) ? right(value) : refuse('', 'a message with fields', name)
    } catch (error) {
      return refuse('', `protobuf of the message ${name}`, reasonOf(error))
    }
  }
}

/** The schema, its references, and of what every serializer knows that which is imported. */
const rootOf = (text: string, references: SchemaBundle['references']): pb.Root => {
  const root = new pb.Root()
  const given = new Map(references.map(({ name, text }) => [name, text]))
  const added = new Set<string>()
  const add = (text: string): void => {
    const { imports = [], weakImports = [] } = pb.parse(text, root, options)
    for (const name of [...imports, ...weakImports]) {
      if (added.has(name)) continue
      added.add(name)
      const common = pb.common.get(name)
      const imported = given.get(name) ?? familiarSchemas[name]
      if (imported !== undefined) add(imported)
      else if (common?.nested) root.addJSON(common.nested)
      else throw new Error(`${name}, which it imports, is not among its references`)
    }
  }
  add(text)
  root.resolveAll()
  return root
}

/** The full name of the message at a place; undefined where there is none. */
const nameAt = (start: pb.ReflectionObject | null, indexes: readonly number[]): string | undefined => {
  let at = start
  for (const index of indexes) {
    const types = at instanceof pb.Namespace ? at.nestedArray.filter((nested) => nested instanceof pb.Type) : []
    at = types[index] ?? null
  }
  return at instanceof pb.Type ? at.fullName : undefined
}
