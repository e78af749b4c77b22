import { expect } from 'chai'
import fc from 'fast-check'
import { isRight, isLeft } from 'fp-ts/lib/Either.js'
import { faultsOf } from '../../src/contracts/faults-of.ts'
import type { AnyAttribute } from '../../src/voucherify/bodies/attribute.ts'
import { CustomerUpsertBody } from '../../src/voucherify/bodies/customer-upsert.ts'
import { EventBody } from '../../src/voucherify/bodies/event.ts'
import { ApiErrorBody } from '../../src/voucherify/errors.ts'
import { EventReply } from '../../src/voucherify/reply.ts'
import { fromSchema, violate, violationsOf, type Violation } from './from-schema.ts'
import { judgeOf, schemaNamed, type Schema } from './openapi.ts'

/** A codec, the schema that is published for it, and where we go our own way. */
interface Agreement {
  readonly codec: Required<AnyAttribute>
  readonly published: string
  /** The published schema as far as we take it. Default: all of it. */
  readonly ours?: Schema
  /** What the published schema takes and we refuse. */
  readonly refuses?: readonly Violation[]
  /** What breaks the published schema and is taken by us. Default: nothing. */
  readonly forgives?: (violation: Violation) => boolean
  /** Makes a body in which the violation shows. Default: any body will do. */
  readonly prepared?: (body: unknown, violation: Violation) => unknown
}

/** The shop's own id says who a customer is, and nothing else does. */
const namedBySourceId = ({ properties: { id: _id, ...properties } = {}, ...schema }: Schema): Schema => ({
  ...schema,
  properties: { ...properties, source_id: { type: 'string', minLength: 1 } },
  required: ['source_id'],
})

const agreements: Readonly<Record<string, Agreement>> = {
  EventBody: {
    codec: EventBody,
    published: 'EventsCreateRequestBody',
    // `loyalty` without its only attribute is an empty object, and that says nothing: it is left out, not refused.
    forgives: ({ path, ...change }) => path.join('.') === 'loyalty.code' && !('value' in change),
    // A referral is empty, not wrong, unless there is something else in it.
    prepared: (body, { path }) =>
      path[0] === 'referral'
        ? violate(body, { path: ['referral'], value: { code: 'R-1', referrer_id: 'cust_1' } })
        : body,
  },
  CustomerUpsertBody: {
    codec: CustomerUpsertBody,
    published: 'CustomersCreateRequestBody',
    ours: namedBySourceId(schemaNamed('CustomersCreateRequestBody')),
    refuses: [{ path: ['source_id'] }, { path: ['source_id'], value: '' }, { path: ['id'], value: 'cust_1' }],
  },
}

const hasNull = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.values(value).some((item) => hasNull(item)))

for (const [name, agreement] of Object.entries(agreements)) {
  const { codec, published, ours = schemaNamed(published) } = agreement
  const { refuses = [], forgives = () => false, prepared = (body: unknown) => body } = agreement
  const isPublished = judgeOf(published)
  const bodies = fromSchema(ours)

  describe(`${name} and the published OpenAPI`, () => {
    it('agree on what is valid', () => {
      fc.assert(
        fc.property(bodies, (body) => {
          expect(isPublished(body), JSON.stringify(isPublished.errors)).to.equal(true)
          expect(isRight(codec.decode(body))).to.equal(true)
        }),
        { numRuns: 1000 },
      )
    })

    it('agree on what is sent, in which there is no null', () => {
      fc.assert(
        fc.property(bodies, (body) => {
          const decoded = codec.decode(body)
          const sent: unknown = isRight(decoded) ? JSON.parse(JSON.stringify(decoded.right)) : undefined
          expect(isPublished(sent), JSON.stringify(isPublished.errors)).to.equal(true)
          expect(hasNull(sent)).to.equal(false)
        }),
        { numRuns: 1000 },
      )
    })

    it('read what was sent as it is', () => {
      fc.assert(
        fc.property(bodies, (body) => {
          const once = codec.decode(body)
          expect(isRight(once) ? codec.decode(once.right) : once).to.deep.equal(once)
        }),
      )
    })

    it('name the same attributes', () => {
      expect(Object.keys(codec.known).toSorted()).to.deep.equal(Object.keys(ours.properties ?? {}).toSorted())
      for (const [key, part] of Object.entries(codec.known)) {
        const inside = Object.keys(ours.properties?.[key]?.properties ?? {})
        expect(Object.keys(part.known ?? {}).toSorted(), key).to.deep.equal(inside.toSorted())
      }
    })

    const wrong = violationsOf(schemaNamed(published)).filter((violation) => !forgives(violation))
    for (const [violation, isTaken] of [
      ...wrong.map((violation) => [violation, false] as const),
      ...refuses.map((violation) => [violation, true] as const),
    ]) {
      const { path } = violation
      const place = path.length === 0 ? 'the body' : path.join('.')
      const what = 'value' in violation ? `${JSON.stringify(violation.value).slice(0, 20)} as ${place}` : `no ${place}`
      it(`${isTaken ? 'differ on' : 'refuse'} ${what}, at its place`, () => {
        fc.assert(
          fc.property(bodies, (body) => {
            const broken = violate(prepared(body, violation), violation)
            expect(isPublished(broken), 'the published schema').to.equal(isTaken)
            const decoded = codec.decode(broken)
            const paths = isLeft(decoded) ? faultsOf(decoded.left).map((fault) => fault.path) : 'taken'
            expect(paths).to.deep.equal([path.join('.')])
          }),
          { numRuns: 20 },
        )
      })
    }
  })
}

describe('the replies and the published OpenAPI', () => {
  it('agree on the answer to an event', () => {
    fc.assert(
      fc.property(fromSchema(schemaNamed('EventsCreateResponseBody')), (body) => {
        expect(EventReply.is(body)).to.equal(true)
      }),
    )
  })

  it('agree on errors', () => {
    fc.assert(
      fc.property(fromSchema(schemaNamed('Error')), (body) => {
        expect(ApiErrorBody.is(body)).to.equal(true)
      }),
    )
  })
})
