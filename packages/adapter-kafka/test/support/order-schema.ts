import { create, createFileRegistry, type DescMessage } from '@bufbuild/protobuf'
import {
  DescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FieldDescriptorProtoSchema,
  file_google_protobuf_duration,
  file_google_protobuf_struct,
  file_google_protobuf_timestamp,
  file_google_protobuf_wrappers,
  FileDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt'

/** The schema as a registry has it. */
export const orderProto = `
syntax = "proto3";
package shop;
import "google/protobuf/timestamp.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/wrappers.proto";
enum Status { UNKNOWN = 0; PAID = 1; }
message Before {
  map<string, int32> counts = 1;
  message Inner { string order_id = 1; }
}
message Order {
  string order_id = 1;
  int64 total = 2;
  optional int32 rank = 3;
  Status status = 4;
  repeated string tags = 5;
  map<string, int64> parts = 6;
  map<int64, string> by_number = 7;
  google.protobuf.Timestamp at = 8;
  oneof pay { string card = 9; bytes token = 10; }
  double weight = 11;
  float price = 12;
  uint64 unsigned = 13;
  sint64 signed = 14;
  fixed64 fixed = 15;
  bool is_paid = 16;
  google.protobuf.StringValue note = 17;
  google.protobuf.Duration took = 18;
  google.protobuf.Struct extra = 19;
  Order parent = 20;
  map<fixed64, Status> by_fixed = 21;
}
`

interface FieldNotes {
  readonly typeName?: string
  readonly isRepeated?: boolean
  readonly oneofIndex?: number
  readonly proto3Optional?: boolean
}

const field = (name: string, number: number, type: Type, notes: FieldNotes = {}) => {
  const { isRepeated = false, ...rest } = notes
  const label = isRepeated ? Label.REPEATED : Label.OPTIONAL
  return create(FieldDescriptorProtoSchema, { name, number, type, label, ...rest })
}

const entry = (name: string, key: Type, value: Type, typeName?: string) =>
  create(DescriptorProtoSchema, {
    name,
    field: [field('key', 1, key), field('value', 2, value, typeName === undefined ? {} : { typeName })],
    options: { mapEntry: true },
  })

const mapField = (name: string, number: number, typeName: string) =>
  field(name, number, Type.MESSAGE, { typeName, isRepeated: true })

/** The same schema once more, as the compiler of protobuf's authors describes it: for a writer that is not our library. */
const file = create(FileDescriptorProtoSchema, {
  name: 'order.proto',
  package: 'shop',
  syntax: 'proto3',
  dependency: ['timestamp', 'duration', 'struct', 'wrappers'].map((name) => `google/protobuf/${name}.proto`),
  enumType: [
    {
      name: 'Status',
      value: [
        { name: 'UNKNOWN', number: 0 },
        { name: 'PAID', number: 1 },
      ],
    },
  ],
  messageType: [
    {
      name: 'Before',
      field: [mapField('counts', 1, '.shop.Before.CountsEntry')],
      nestedType: [
        entry('CountsEntry', Type.STRING, Type.INT32),
        { name: 'Inner', field: [field('order_id', 1, Type.STRING)] },
      ],
    },
    {
      name: 'Order',
      field: [
        field('order_id', 1, Type.STRING),
        field('total', 2, Type.INT64),
        field('rank', 3, Type.INT32, { proto3Optional: true, oneofIndex: 1 }),
        field('status', 4, Type.ENUM, { typeName: '.shop.Status' }),
        field('tags', 5, Type.STRING, { isRepeated: true }),
        mapField('parts', 6, '.shop.Order.PartsEntry'),
        mapField('by_number', 7, '.shop.Order.ByNumberEntry'),
        field('at', 8, Type.MESSAGE, { typeName: '.google.protobuf.Timestamp' }),
        field('card', 9, Type.STRING, { oneofIndex: 0 }),
        field('token', 10, Type.BYTES, { oneofIndex: 0 }),
        field('weight', 11, Type.DOUBLE),
        field('price', 12, Type.FLOAT),
        field('unsigned', 13, Type.UINT64),
        field('signed', 14, Type.SINT64),
        field('fixed', 15, Type.FIXED64),
        field('is_paid', 16, Type.BOOL),
        field('note', 17, Type.MESSAGE, { typeName: '.google.protobuf.StringValue' }),
        field('took', 18, Type.MESSAGE, { typeName: '.google.protobuf.Duration' }),
        field('extra', 19, Type.MESSAGE, { typeName: '.google.protobuf.Struct' }),
        field('parent', 20, Type.MESSAGE, { typeName: '.shop.Order' }),
        mapField('by_fixed', 21, '.shop.Order.ByFixedEntry'),
      ],
      oneofDecl: [{ name: 'pay' }, { name: '_rank' }],
      nestedType: [
        entry('PartsEntry', Type.STRING, Type.INT64),
        entry('ByNumberEntry', Type.INT64, Type.STRING),
        entry('ByFixedEntry', Type.FIXED64, Type.ENUM, '.shop.Status'),
      ],
    },
  ],
})

const known = [
  file_google_protobuf_timestamp,
  file_google_protobuf_duration,
  file_google_protobuf_struct,
  file_google_protobuf_wrappers,
]

const registry = createFileRegistry(file, (name) => known.find(({ proto }) => proto.name === name))

const messageNamed = (name: string): DescMessage => {
  const message = registry.getMessage(name)
  if (message === undefined) throw new Error(`no message ${name}`)
  return message
}

export const Order = messageNamed('shop.Order')
export const Inner = messageNamed('shop.Before.Inner')
