import { expect } from 'chai'
import fc from 'fast-check'
import { isRight, left, right } from 'fp-ts/lib/Either.js'
import type { Source } from '../../src/contracts/source.ts'
import { compileKeys } from '../../src/mapping/path.ts'
import { compileCondition } from '../../src/mapping/predicate/compile-condition.ts'
import type { Condition } from '../../src/mapping/predicate/condition.ts'
import { createPlan, type Plan } from '../../src/pipeline/plan.ts'
import type { Route } from '../../src/pipeline/route.ts'
import { memoryDestination } from '../../src/testing/memory-destination.ts'
import { anyEvent } from '../mapping/arbitraries.ts'
import { bytesOf } from './any-bytes.ts'
import { anyWish } from './any-wish.ts'
import { planted } from './planted.ts'

const routeOf = (condition: Condition | undefined, i: number, from: ReadonlySet<string> | undefined): Route => ({
  name: `route-${i}`,
  from,
  condition,
  when: condition === undefined ? () => true : compileCondition(condition, compileKeys),
  kind: 'event',
  body: () => right({ customer: 'ann' }),
})

const anyRoute = fc.tuple(
  fc.option(anyWish, { nil: undefined, freq: 20 }),
  fc.constantFrom(undefined, new Set(['shop']), new Set(['other'])),
)

/** Routes, and an event that they are likely to want. */
const anyWorld = fc
  .tuple(fc.array(anyRoute, { maxLength: 3 }), anyEvent)
  .map(([written, event]) => ({
    routes: written.map(([condition, from], i) => routeOf(condition, i, from)),
    event: written.flatMap(([condition]) => condition ?? []).reduce(planted, event),
  }))
  .chain(({ routes, event }) => bytesOf(event).map((bytes) => ({ routes, bytes })))

/** Makes a text that does not stand in the bytes. */
const decode: Source['decode'] = (raw) => {
  try {
    const fields: unknown = JSON.parse(Buffer.from(raw as Uint8Array).toString()) // what the tests hand over
    if (typeof fields === 'object' && fields !== null) {
      return right({ messageId: 'm', fields: { ...fields, made: { a: 'ab', 0: true, type: 'É' } } })
    }
  } catch {}
  return left({ _tag: 'DecodeFailure', faults: [] })
}

const planOf = (routes: readonly Route[], unread: Source['unread'], raw: Uint8Array): Plan<unknown> =>
  createPlan({ routes, bodies: memoryDestination().bodies })(
    { decode, unread },
    {
      source: 'shop',
      id: '1',
      raw,
      receivedAt: 0,
    },
  )

const routesIn = (plan: Plan<unknown>): readonly string[] =>
  plan._tag === 'Planned' ? plan.parts.map(({ route }) => route) : []

describe('a plan', () => {
  it('has a part for each route that listens and whose filter holds, in their order', () => {
    fc.assert(
      fc.property(anyWorld, ({ routes, bytes }) => {
        const decoded = decode(bytes)
        const wanting = routes.filter(
          ({ from, when }) => from?.has('shop') !== false && isRight(decoded) && when(decoded.right.fields),
        )
        expect(routesIn(planOf(routes, undefined, bytes))).to.deep.equal(wanting.map(({ name }) => name))
      }),
      { numRuns: 10_000 },
    )
  })

  it('passes over unread only what cannot be decoded and what no route wants', () => {
    let unread = 0
    fc.assert(
      fc.property(anyWorld, fc.subarray(['type', 'event', 'properties']), ({ routes, bytes }, fields) => {
        const whole = planOf(routes, undefined, bytes)
        const quick = planOf(routes, { text: () => bytes, fields }, bytes)
        const isUnread = quick._tag === 'Unwanted'
        if (isUnread) unread += 1
        expect(isUnread ? routesIn(whole) : quick).to.deep.equal(isUnread ? [] : whole)
      }),
      { numRuns: 20_000 },
    )
    expect(unread).to.be.above(1_000)
  })
})
