import { expect } from 'chai'
import { customersOpenApi } from '../src/customers-openapi.ts'
import { judgeCustomer, judgeEvent } from '../src/judge.ts'
import { eventsOpenApi } from '../src/openapi.ts'

const customer = { source_id: 'ada' }

const violations: readonly (readonly [unknown, string])[] = [
  [null, 'Payload must be object'],
  [[], 'Payload must be object'],
  ['text', 'Payload must be object'],
  [{}, "Payload must have required property 'event'"],
  [{ event: 'signup' }, "Payload must have required property 'customer'"],
  [{ customer }, "Payload must have required property 'event'"],
  [{ event: null, customer }, 'Property .event must be string'],
  [{ event: 7, customer }, 'Property .event must be string'],
  [{ event: '', customer }, 'Property .event must NOT have fewer than 1 characters'],
  [{ event: 'e'.repeat(301), customer }, 'Property .event must NOT have more than 300 characters'],
  [{ event: 'signup', customer: null }, 'Property .customer must be object'],
  [{ event: 'signup', customer: 'ada' }, 'Property .customer must be object'],
  [{ event: 'signup', customer: [] }, 'Property .customer must be object'],
  [{ event: 'signup', customer: { source_id: 7 } }, 'Property .customer.source_id must be string'],
  [{ event: 'signup', customer: { name: true } }, 'Property .customer.name must be string'],
  [{ event: 'signup', customer: { metadata: [] } }, 'Property .customer.metadata must be object'],
  [{ event: 'signup', customer: { address: 'Road 1' } }, 'Property .customer.address must be object'],
  [{ event: 'signup', customer: { address: { city: 7 } } }, 'Property .customer.address.city must be string'],
  [
    { event: 'signup', customer: { birthdate: '02.01.1990' } },
    'Property .customer.birthdate cannot be recognized as a ISO-8601 compliant date',
  ],
  [
    { event: 'signup', customer: { birthday: '1990-13-01' } },
    'Property .customer.birthday cannot be recognized as a ISO-8601 compliant date',
  ],
  [{ event: 'signup', customer, referral: 'R' }, 'Property .referral must be object'],
  [{ event: 'signup', customer, referral: {} }, "Property .referral must have required property 'code'"],
  [{ event: 'signup', customer, referral: { code: null } }, 'Property .referral.code must be string'],
  [
    { event: 'signup', customer, referral: { code: 'R', referrer_id: 7 } },
    'Property .referral.referrer_id must be string',
  ],
  [{ event: 'signup', customer, loyalty: {} }, "Property .loyalty must have required property 'code'"],
  [{ event: 'signup', customer, loyalty: { code: 7 } }, 'Property .loyalty.code must be string'],
  [{ event: 'signup', customer, metadata: 'text' }, 'Property .metadata must be object'],
  // Two violations: only the first is told.
  [{ event: 7, customer: 7 }, 'Property .event must be string'],
]

const published = eventsOpenApi.paths['/v1/events'].post.requestBody.content['application/json'].examples

const valid: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    Object.entries(published).map(([name, { value }]) => [`the published example "${name}"`, value]),
  ),
  'a customer without any field': { event: 'signup', customer: {} },
  'a name of 300 characters': { event: 'e'.repeat(300), customer },
  'unknown keys': { event: 'signup', customer: { ...customer, sourceId: null }, timestamp: 1 },
  'metadata of any type': { event: 'signup', customer, metadata: { a: null, b: [1], c: { d: true } } },
  'a date of birth': { event: 'signup', customer: { birthdate: '1990-01-02', birthday: '1990-01-02' } },
  'a date-time of birth': { event: 'signup', customer: { birthdate: '1990-01-02T00:00:00.000Z' } },
  'null for every optional field': {
    event: 'signup',
    customer: {
      id: null,
      source_id: null,
      name: null,
      description: null,
      email: null,
      phone: null,
      birthdate: null,
      birthday: null,
      address: null,
      metadata: null,
    },
    referral: { code: 'R', referrer_id: null },
    loyalty: null,
    metadata: null,
  },
  'null inside an address': { event: 'signup', customer: { address: { city: null, line_1: 'Road 1' } } },
}

describe('judgeEvent', () => {
  for (const [body, details] of violations) {
    it(`says "${details}" of ${JSON.stringify(body).slice(0, 80)}`, () => {
      expect(judgeEvent(body)).to.deep.equal({ _tag: 'Invalid', details })
    })
  }

  for (const [name, body] of Object.entries(valid)) {
    it(`takes ${name}`, () => {
      expect(judgeEvent(body)).to.deep.equal({ _tag: 'Valid', body })
    })
  }
})

const customerViolations: readonly (readonly [unknown, string])[] = [
  [null, 'Payload must be object'],
  [[], 'Payload must be object'],
  [{ id: 7 }, 'Property .id must be string'],
  [{ source_id: 7 }, 'Property .source_id must be string'],
  [{ source_id: 'ada', name: {} }, 'Property .name must be string'],
  [{ source_id: 'ada', metadata: [] }, 'Property .metadata must be object'],
  [{ source_id: 'ada', address: 'Road 1' }, 'Property .address must be object'],
  [{ source_id: 'ada', address: { line_1: 7 } }, 'Property .address.line_1 must be string'],
  [
    { source_id: 'ada', birthdate: 'yesterday' },
    'Property .birthdate cannot be recognized as a ISO-8601 compliant date',
  ],
]

const validCustomers: Readonly<Record<string, unknown>> = {
  'the published example':
    customersOpenApi.paths['/v1/customers'].post.requestBody.content['application/json'].examples.Example.value,
  'a customer without any field': {},
  'unknown keys': { source_id: 'ada', sourceId: null },
  'null for every field': {
    id: null,
    source_id: null,
    name: null,
    description: null,
    email: null,
    phone: null,
    birthdate: null,
    birthday: null,
    address: null,
    metadata: null,
  },
}

describe('judgeCustomer', () => {
  for (const [body, details] of customerViolations) {
    it(`says "${details}" of ${JSON.stringify(body)}`, () => {
      expect(judgeCustomer(body)).to.deep.equal({ _tag: 'Invalid', details })
    })
  }

  for (const [name, body] of Object.entries(validCustomers)) {
    it(`takes ${name}`, () => {
      expect(judgeCustomer(body)).to.deep.equal({ _tag: 'Valid', body })
    })
  }
})
