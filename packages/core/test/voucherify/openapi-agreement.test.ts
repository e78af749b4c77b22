import { expect } from 'chai'
import fc from 'fast-check'
import { isRight, isLeft } from 'fp-ts/lib/Either.js'
import { faultsOf } from '../../src/contracts/faults-of.ts'
import { EventBody } from '../../src/voucherify/bodies/event.ts'
import { ApiErrorBody } from '../../src/voucherify/errors.ts'
import { EventReply } from '../../src/voucherify/reply.ts'
import { fromSchema, violate, violationsOf } from './from-schema.ts'
import { judgeOf, schemaNamed } from './openapi.ts'

const schema = schemaNamed('EventsCreateRequestBody')
const isValid = judgeOf('EventsCreateRequestBody')
const bodies = fromSchema(schema)

// `loyalty` without its only attribute is an empty object, and that says nothing: it is left out, not refused.
const violations = violationsOf(schema).filter(
  ({ path, ...change }) => path.join('.') !== 'loyalty.code' || 'value' in change,
)

const hasNull = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.values(value).some((item) => hasNull(item)))

describe('EventBody and the published OpenAPI', () => {
  it('agree on what is valid', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        expect(isValid(body), JSON.stringify(isValid.errors)).to.equal(true)
        expect(isRight(EventBody.decode(body))).to.equal(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('agree on what is sent, in which there is no null', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const decoded = EventBody.decode(body)
        const sent: unknown = isRight(decoded) ? JSON.parse(JSON.stringify(decoded.right)) : undefined
        expect(isValid(sent), JSON.stringify(isValid.errors)).to.equal(true)
        expect(hasNull(sent)).to.equal(false)
      }),
      { numRuns: 1000 },
    )
  })

  it('read what was sent as it is', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const once = EventBody.decode(body)
        expect(isRight(once) ? EventBody.decode(once.right) : once).to.deep.equal(once)
      }),
    )
  })

  it('name the same attributes', () => {
    expect(Object.keys(EventBody.known).toSorted()).to.deep.equal(Object.keys(schema.properties ?? {}).toSorted())
    for (const [key, codec] of Object.entries(EventBody.known)) {
      const published = Object.keys(schema.properties?.[key]?.properties ?? {})
      expect(Object.keys(codec.known ?? {}).toSorted(), key).to.deep.equal(published.toSorted())
    }
  })

  for (const violation of violations) {
    const { path } = violation
    const place = path.length === 0 ? 'the body' : path.join('.')
    const what = 'value' in violation ? `${JSON.stringify(violation.value).slice(0, 20)} as ${place}` : `no ${place}`
    it(`refuse ${what}, at its place`, () => {
      // A referral is empty, not wrong, unless there is something else in it.
      const whole = { path: ['referral'], value: { code: 'R-1', referrer_id: 'cust_1' } }
      fc.assert(
        fc.property(bodies, (body) => {
          const broken = violate(path[0] === 'referral' ? violate(body, whole) : body, violation)
          expect(isValid(broken), 'the published schema takes it').to.equal(false)
          const decoded = EventBody.decode(broken)
          const paths = isLeft(decoded) ? faultsOf(decoded.left).map((fault) => fault.path) : 'taken'
          expect(paths).to.deep.equal([path.join('.')])
        }),
        { numRuns: 20 },
      )
    })
  }
})

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
