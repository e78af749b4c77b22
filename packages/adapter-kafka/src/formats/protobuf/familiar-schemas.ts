/**
 * Schemas that Confluent's serializers know without a reference in the registry, beside `google/protobuf`. Options say
 * nothing of how to read a message: of `descriptor.proto` there is what schemas extend.
 *
 * @see https://github.com/confluentinc/schema-registry protobuf-types/src/main/proto
 * @see https://github.com/googleapis/googleapis google/type
 */
export const familiarSchemas: Readonly<Record<string, string | undefined>> = {
  'google/protobuf/descriptor.proto': `
    syntax = "proto2"; package google.protobuf;
    message FileOptions { extensions 1000 to max; }
    message MessageOptions { extensions 1000 to max; }
    message FieldOptions { extensions 1000 to max; }
    message OneofOptions { extensions 1000 to max; }
    message ExtensionRangeOptions { extensions 1000 to max; }
    message EnumOptions { extensions 1000 to max; }
    message EnumValueOptions { extensions 1000 to max; }
    message ServiceOptions { extensions 1000 to max; }
    message MethodOptions { extensions 1000 to max; }`,
  'confluent/meta.proto': `
    syntax = "proto3"; package confluent; import "google/protobuf/descriptor.proto";
    message Meta { string doc = 1; map<string, string> params = 2; repeated string tags = 3; }
    extend google.protobuf.FileOptions { Meta file_meta = 1088; }
    extend google.protobuf.MessageOptions { Meta message_meta = 1088; }
    extend google.protobuf.FieldOptions { Meta field_meta = 1088; }
    extend google.protobuf.EnumOptions { Meta enum_meta = 1088; }
    extend google.protobuf.EnumValueOptions { Meta enum_value_meta = 1088; }`,
  'confluent/type/decimal.proto': `
    syntax = "proto3"; package confluent.type;
    message Decimal { bytes value = 1; uint32 precision = 2; int32 scale = 3; }`,
  'google/type/date.proto': `
    syntax = "proto3"; package google.type;
    message Date { int32 year = 1; int32 month = 2; int32 day = 3; }`,
  'google/type/timeofday.proto': `
    syntax = "proto3"; package google.type;
    message TimeOfDay { int32 hours = 1; int32 minutes = 2; int32 seconds = 3; int32 nanos = 4; }`,
  'google/type/money.proto': `
    syntax = "proto3"; package google.type;
    message Money { string currency_code = 1; int64 units = 2; int32 nanos = 3; }`,
  'google/type/decimal.proto': `
    syntax = "proto3"; package google.type;
    message Decimal { string value = 1; }`,
  'google/type/latlng.proto': `
    syntax = "proto3"; package google.type;
    message LatLng { double latitude = 1; double longitude = 2; }`,
}
