import type * as t from 'io-ts'

/** A JSON Schema fragment. */
export type Schema = { readonly [keyword: string]: unknown }

/** Whether a part of a schema is a schema itself, and not `true`, `false` or a list. */
export const isSchema = (part: unknown): part is Schema =>
  typeof part === 'object' && part !== null && !Array.isArray(part)

/** A decoder that can also say its JSON Schema; io-ts derives none. Its name is a noun phrase that complaints show. */
export interface Readable<A> extends t.Decoder<unknown, A> {
  readonly schema: Schema
}

/** The same of a whole codec. */
export interface Described<A> extends t.Type<A, unknown, unknown> {
  readonly schema: Schema
}
