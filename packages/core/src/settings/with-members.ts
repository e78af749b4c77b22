import { isSchema, type Schema } from '../contracts/described.ts'

/** The schema of an object that may have these members, too, wherever it says which there are. They come first. */
export const withMembers = (schema: Schema, members: Readonly<Record<string, Schema>>): Schema => {
  const parts = Object.entries(schema).map(([keyword, part]): [string, unknown] => {
    if (!branching.has(keyword)) return [keyword, part]
    if (Array.isArray(part)) return [keyword, part.filter(isSchema).map((branch) => withMembers(branch, members))]
    return [keyword, isSchema(part) ? withMembers(part, members) : part]
  })
  const isClosed = 'properties' in schema || schema['additionalProperties'] === false
  const properties = Object.assign({}, members, schema['properties'], members)
  return Object.fromEntries(isClosed ? [...parts, ['properties', properties]] : parts)
}

/** Keywords whose schemas judge the same object. */
const branching: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'then', 'else'])
