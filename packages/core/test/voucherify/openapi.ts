import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { parse } from 'yaml'

/** As much of a JSON Schema as the published one uses. */
export interface Schema {
  readonly $ref?: string
  readonly allOf?: readonly Schema[]
  readonly type?: 'object' | 'string' | 'integer'
  readonly nullable?: boolean
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly enum?: readonly string[]
  readonly format?: 'date'
  readonly minLength?: number
  readonly maxLength?: number
}

interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

const schemasIn = (file: string): Document['components']['schemas'] => {
  // The fixtures are ours and do not change.
  const document = parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Document
  return document.components.schemas
}

const schemas = { ...schemasIn('events.openapi.yaml'), ...schemasIn('customers.openapi.yaml') }

/** A published schema without references: `allOf` and `$ref` are merged into it, which its own words allow. */
export const schemaNamed = (name: string): Schema => {
  const { [name]: schema } = schemas
  if (schema === undefined) throw new Error(`no schema ${name}`)
  return resolved(schema)
}

const resolved = (schema: Schema): Schema => {
  const { $ref, allOf, properties, ...rest } = schema
  const parts = [$ref === undefined ? {} : schemaNamed($ref.split('/').at(-1) ?? ''), ...(allOf ?? []).map(resolved)]
  const own = Object.entries(properties ?? {}).map(([key, value]) => [key, resolved(value)])
  const inherited = parts.flatMap((part) => Object.entries(part.properties ?? {}))
  const all = Object.fromEntries([...inherited, ...own])
  return Object.assign({}, ...parts, rest, Object.keys(all).length > 0 ? { properties: all } : {})
}

/** The judge of bodies: ajv with the published schema, untouched. */
export const judgeOf = (name: string): ValidateFunction => ajv.compile({ $ref: `api#/components/schemas/${name}` })

const ajv = formats.default(new Ajv({ strict: false, allErrors: true }))
ajv.addSchema({ $id: 'api', components: { schemas } })
