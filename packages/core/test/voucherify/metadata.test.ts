import { expect } from 'chai'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFault } from '../../src/contracts/failure.ts'
import { faultsOf } from '../../src/contracts/faults-of.ts'
import { wrong } from '../../src/voucherify/bodies/attribute.ts'
import { CustomerUpsertBody } from '../../src/voucherify/bodies/customer-upsert.ts'
import { EventBody } from '../../src/voucherify/bodies/event.ts'
import { Metadata } from '../../src/voucherify/bodies/metadata.ts'

const outcome = (metadata: unknown): 'taken' | readonly string[] => {
  const decoded = Metadata.decode(metadata)
  return isLeft(decoded) ? faultsOf(decoded.left).map(describeFault) : 'taken'
}

/** An object that holds the last one in as many places as it has names, so many levels deep. */
const repeated = (names: readonly string[], levels: number, innermost: unknown): Readonly<Record<string, unknown>> => {
  let value: Readonly<Record<string, unknown>> = { a: innermost }
  for (let level = 1; level < levels; level++) value = Object.fromEntries(names.map((name) => [name, value]))
  return value
}

const cyclic = (names: readonly string[]): Readonly<Record<string, unknown>> => {
  const value: Record<string, unknown> = {}
  for (const name of names) value[name] = value
  return value
}

const most = 1_048_576
const tooMuch = [`the value: expected at most ${most} characters in all, found an object`]
const ring = { list: [{}] }
ring.list[0] = ring

const cases: readonly (readonly [title: string, metadata: unknown, outcome: 'taken' | readonly string[]])[] = [
  ['takes 1,048,576 characters', { ab: 'x'.repeat(most - 3) }, 'taken'],
  ['refuses one more', { ab: 'x'.repeat(most - 2) }, tooMuch],
  ['counts a name', { abc: 'x'.repeat(most - 3) }, tooMuch],
  ['counts a value as one character', { a: Array.from({ length: most - 2 }, () => 7) }, 'taken'],
  ['counts every value of a list', { a: Array.from({ length: most - 1 }, () => 7) }, tooMuch],
  ['counts what is left out', { a: Array.from({ length: most - 1 }, () => null) }, tooMuch],
  ['counts a repeated value each time', { a: Array.from({ length: 10_000 }, () => 'x'.repeat(200)) }, tooMuch],
  ['takes 32 levels', repeated(['a'], 32, 7), 'taken'],
  [
    'refuses a 33rd level, at its place',
    { deep: repeated(['a'], 32, 7), b: 1 },
    [`deep${'.a'.repeat(31)}: expected at most 32 levels of nesting, found an object`],
  ],
  ['refuses 2^31 values that are one', repeated(['a', 'b'], 32, 7), tooMuch],
  [
    'tells 100 of 2^31 faults that are one',
    repeated(['a', 'b'], 32, Number.NaN),
    Array.from(
      { length: 100 },
      (_, i) =>
        `${[...i.toString(2).padStart(31, '0')].map((bit) => 'ab'[Number(bit)]).join('.')}.a: expected a JSON value, found NaN`,
    ),
  ],
  [
    'refuses what contains itself',
    { a: 1, self: cyclic(['again']) },
    ['self.again: expected a value that does not contain itself, found an object'],
  ],
  [
    'refuses what contains itself in many places, at each',
    cyclic(['a', 'b', 'c']),
    ['a', 'b', 'c'].map((path) => `${path}: expected a value that does not contain itself, found an object`),
  ],
  [
    'refuses a list that contains what is around it',
    ring,
    ['list[0]: expected a value that does not contain itself, found an object'],
  ],
  [
    'tells a wrong value at the end of all that there may be',
    { a: [...Array.from({ length: most - 3 }, () => 7), Number.NaN] },
    [`a[${most - 3}]: expected a JSON value, found NaN`],
  ],
  [
    'tells a wrong value before it tells how much there is',
    { a: Number.NaN, b: 'x'.repeat(most) },
    ['a: expected a JSON value, found NaN'],
  ],
]

describe('Metadata', () => {
  for (const [title, metadata, expected] of cases) {
    it(title, () => {
      expect(outcome(metadata)).to.deep.equal(expected)
    })
  }

  it('is bounded in an event, in its customer, and in a customer alone', () => {
    const metadata = { long: 'x'.repeat(most) }
    const bodies = [
      EventBody.decode({ event: 'e', customer: { source_id: 'ada' }, metadata }),
      EventBody.decode({ event: 'e', customer: { source_id: 'ada', metadata } }),
      CustomerUpsertBody.decode({ source_id: 'ada', metadata }),
    ]
    const expected = `at most ${most} characters in all`
    expect(bodies.map((body) => isLeft(body) && faultsOf(body.left))).to.deep.equal([
      [{ path: 'metadata', expected, found: 'an object' }],
      [{ path: 'customer.metadata', expected, found: 'an object' }],
      [{ path: 'metadata', expected, found: 'an object' }],
    ])
  })

  it('has a fault for whatever it does not take, and takes what JSON can write', () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true })
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anything), (metadata) => {
        const isTaken = Metadata.read(metadata) !== wrong
        expect(outcome(metadata) === 'taken').to.equal(isTaken)
        expect(outcome(metadata)).not.to.deep.equal([])
        if (isTaken) expect(() => JSON.stringify(metadata)).not.to.throw()
      }),
      { numRuns: 1000 },
    )
  })
})
