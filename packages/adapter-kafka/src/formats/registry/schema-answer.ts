/** A schema with all that it refers to: it can be compiled without asking anybody. */
export interface SchemaBundle {
  /** `7`, or a GUID. */
  readonly id: string
  /** What it is written in: `AVRO`, `JSON`, `PROTOBUF`. */
  readonly type: string
  readonly text: string
  /** Each before those that refer to it. `name`: what they refer to it by. */
  readonly references: readonly SchemaReference[]
}

export interface SchemaReference {
  readonly name: string
  readonly text: string
}

/** What a registry said of an id. It never takes back what it found: an id stands for one schema for ever. */
export type SchemaAnswer =
  | { readonly _tag: 'Found'; readonly schema: SchemaBundle }
  /** It knows no such schema, or not all that the schema refers to. */
  | { readonly _tag: 'Missing'; readonly id: string; readonly found: string }
