import { expect } from 'chai'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../../src/contracts/event.ts'
import { readPredicate, type Predicate } from '../../src/mapping/predicate.ts'
import { createDecide, type Decision } from '../../src/mapping/predicate/explain-condition.ts'

const read = (text: string): Predicate => {
  const predicate = readPredicate(text, 'open')
  if (isLeft(predicate)) throw new Error(text)
  return predicate.right
}

const decide = (text: string, event: JsonObject): Decision => createDecide(read(text).condition, text)(event)

const event = { type: 'track', event: 'Order Completed', properties: { total: 12, vip: true, 'and more': 1 } }

describe('an explained filter', () => {
  const cases: readonly (readonly [fact: string, text: string, holds: boolean, because: readonly string[]])[] = [
    ['names the comparison that did not hold', 'type = "track" and event = "A"', false, ['event = "A"']],
    ['names the first of several', 'type="page" and event = "A"', false, ['type="page"']],
    [
      'names all that held',
      'type = "track" and properties.total = 12',
      true,
      ['type = "track"', 'properties.total = 12'],
    ],
    ['names every choice where none held', 'event = "A" or event = "B"', false, ['event = "A"', 'event = "B"']],
    ['names the choice that held', 'event = "A" or type = "track" or event = "C"', true, ['type = "track"']],
    [
      'goes into parentheses',
      '(type = "page" or type = "screen") and event = "A"',
      false,
      ['type = "page"', 'type = "screen"'],
    ],
    ['turns round what is negated', 'not (type = "track" and event = "A")', true, ['not event = "A"']],
    [
      'names what is negated and held',
      'not (type = "page" or event = "Order Completed")',
      false,
      ['not event = "Order Completed"'],
    ],
    ['takes two negations for none', 'not (not type = "page")', false, ['type = "page"']],
    [
      'shows functions and values alone',
      '!contains(event, "Order") or properties.nope',
      false,
      ['not contains(event, "Order")', 'properties.nope'],
    ],
    [
      'shows words in quotes as they are',
      'event = "this and (that" and type = \'page\'',
      false,
      ['event = "this and (that"'],
    ],
    ['shows spaces once', '  event  =\n "A"   and type = "track"', false, ['event = "A"']],
  ]
  for (const [fact, text, holds, because] of cases) {
    it(`${fact}: ${text.replaceAll(/\s+/g, ' ')}`, () => {
      const decision = decide(text, event)
      expect([decision.holds, decision.because.map((finding) => finding.text)]).to.deep.equal([holds, because])
    })
  }

  it('tells the fields that it names, and what they are', () => {
    expect(decide("properties['and more'] = properties.nope", event)).to.deep.equal({
      holds: false,
      because: [
        {
          text: "properties['and more'] = properties.nope",
          holds: false,
          reads: [
            { path: "properties['and more']", value: 1 },
            { path: 'properties.nope', value: undefined },
          ],
        },
      ],
    })
  })

  const anyFilter = fc.letrec<{ filter: string }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('a = 1', 'b = "and"', "c['(']", 'contains(b, "an")', 'd[0].e != null', 'a in [1, ")"]'),
      tie('filter').map((term) => `not (${term})`),
      fc
        .tuple(fc.array(tie('filter'), { minLength: 2, maxLength: 3 }), fc.constantFrom(' and ', ' or '))
        .map(([terms, word]) => `(${terms.join(word)})`),
    ),
  })).filter

  const anyFields = fc.record(
    {
      a: fc.constantFrom(1, 2),
      b: fc.constantFrom('and', 'or'),
      c: fc.constant({ '(': true }),
      d: fc.constant([{ e: 0 }]),
    },
    { requiredKeys: [] },
  )

  it('decides as the filter does, and whatever it names says the same of the event by itself', () => {
    fc.assert(
      fc.property(anyFilter, anyFields, (filter, fields) => {
        const { holds, because } = decide(filter, fields)
        const named = because.map(({ text }) => read(text).matches(fields))
        expect([holds, named.length > 0, named, because.map((finding) => finding.holds)]).to.deep.equal([
          read(filter).matches(fields),
          true,
          because.map(() => holds),
          because.map(() => holds),
        ])
      }),
      { numRuns: 2000 },
    )
  })
})
