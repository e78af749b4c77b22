import { defaulted, oneOf, optional, required, type Values } from '@vouchrelay/core'
import { MessageId } from './message-id.ts'
import { SchemaRegistry } from './schema-registry.ts'

/** What lies on a topic. */
export const FormatName = oneOf('segment', 'json', 'cloudevents', 'avro', 'jsonschema', 'protobuf')

/** The settings that say what lies on the topics of a source. */
export const formatFields = {
  format: required(FormatName, {
    summary:
      "What lies on the topics. `segment`: Segment's calls as JSON. `json`: any JSON objects. `cloudevents`: CloudEvents 1.0, " +
      "binary or structured. `avro`, `jsonschema`, `protobuf`: as a schema registry's serializers write them.",
  }),
  messageId: optional(MessageId, {
    summary:
      "What tells an event from all others: `position` on its topic, a header or a field. Default: the event's own `messageId` " +
      'for `segment` where it has one, `source` and `id` for `cloudevents`, otherwise its position.',
    example: { header: 'event-id' },
  }),
  unwanted: defaulted(oneOf('decode', 'skip'), 'decode', {
    summary:
      'What becomes of a record whose bytes show that no route wants it: it is decoded all the same, so that one that cannot ' +
      'be is buried, or it is skipped unread, which takes a fraction of the time. Of `avro` and `protobuf` nothing shows.',
  }),
  schemaRegistry: optional(SchemaRegistry, {
    summary: 'The schema registry. Needed for `avro` and `protobuf`.',
  }),
}

export type FormatSettings = Values<typeof formatFields>

/** What is expected of these settings together; undefined where they agree. */
export const demandOfFormat = ({ format, schemaRegistry }: FormatSettings): string | undefined =>
  (format === 'avro' || format === 'protobuf') && schemaRegistry === undefined
    ? `a \`schemaRegistry\`, which ${format} needs`
    : undefined
