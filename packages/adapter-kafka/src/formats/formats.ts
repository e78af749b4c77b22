import type { FormatSettings } from '../settings/format.ts'
import { avro } from './avro/avro.ts'
import { cloudevents } from './cloudevents/cloudevents.ts'
import type { Format } from './format.ts'
import { jsonSchema } from './json-schema.ts'
import { json } from './json.ts'
import { protobuf } from './protobuf/protobuf.ts'
import { segment } from './segment.ts'

/** The formats by the names that settings give them. */
export const formats: Readonly<Record<FormatSettings['format'], Format>> = {
  segment,
  json,
  cloudevents,
  avro,
  jsonschema: jsonSchema,
  protobuf,
}
