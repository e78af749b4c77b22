import assert from 'node:assert/strict'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { BodyKind } from '../../contracts/destination.ts'
import { faultsOf, showFound } from '../../contracts/faults-of.ts'
import { anyJson } from '../any-json.ts'
import { createChance } from '../chance.ts'
import type { ContractCase } from '../contract-case.ts'
import { deepFreeze } from '../deep-freeze.ts'
import { later } from '../later.ts'
import { oddValues } from '../odd-values.ts'
import { variantsOf } from '../variants.ts'
import type { DestinationHarness } from './destination-harness.ts'
import { withDestination } from './with-destination.ts'

/** How many values of chance each codec is given. */
const generated = 500

/** What the bodies of a destination promise. */
export const bodyCases = <FarEnd extends AsyncDisposable>(
  harness: DestinationHarness<FarEnd>,
): readonly ContractCase[] => [
  {
    title: 'has the bodies that its harness has samples of, in a dry run too',
    run: () =>
      withDestination(harness, async ({ destination, dryRun }) => {
        const kinds = Object.keys(harness.bodies).toSorted()
        assert.notDeepEqual(kinds, [], 'expected at least one kind of body, found none')
        assert.deepEqual(Object.keys(destination.bodies).toSorted(), kinds)
        assert.deepEqual(Object.keys(dryRun.bodies).toSorted(), kinds)
      }),
  },
  ...Object.entries(harness.bodies).flatMap(([kind, sample]) => casesOf(harness, kind, sample)),
]

const casesOf = <FarEnd extends AsyncDisposable>(
  harness: DestinationHarness<FarEnd>,
  kind: string,
  sample: unknown,
): readonly ContractCase[] => {
  const on = (title: string, use: (body: BodyKind<unknown>, dryBody: BodyKind<unknown>) => void): ContractCase => ({
    title: `${title} (${kind})`,
    run: () =>
      withDestination(harness, async ({ destination, dryRun }) => {
        const [body, dryBody] = [destination.bodies[kind], dryRun.bodies[kind]]
        assert.ok(body !== undefined && dryBody !== undefined, `expected a body ${kind}, found none`)
        use(body, dryBody)
      }),
  })
  const chance = createChance(1)
  const mapped = (): readonly unknown[] => [
    ...variantsOf(sample, oddValues),
    ...Array.from({ length: generated }, () => anyJson(chance)),
  ]
  return [
    on('takes whatever was mapped, or tells what is wrong with it', ({ codec }) => {
      for (const value of mapped()) {
        const read = codec.decode(value)
        if (isLeft(read)) assert.notDeepEqual(faultsOf(read.left), [], 'expected at least one fault, found none')
      }
    }),

    on('says whom a mapped value concerns, or that it names nobody', ({ identity }) => {
      for (const value of mapped()) {
        const customer = identity(value)
        const found = showFound(customer)
        assert.ok(customer === undefined || typeof customer === 'string', `expected a text or nothing, found ${found}`)
        assert.notEqual(customer, '', 'expected no customer, found one without a name')
      }
      assert.notEqual(identity(sample), undefined, 'expected the customer of the sample, found nobody')
    }),

    on('reads a body the same each time, in a dry run too, and changes nothing of it', (body, dryBody) => {
      const frozen = deepFreeze(structuredClone(sample))
      const first = [body.codec.decode(frozen), body.identity(frozen)]
      assert.deepEqual([body.codec.decode(frozen), body.identity(frozen)], first)
      assert.deepEqual([dryBody.codec.decode(frozen), dryBody.identity(frozen)], first)
      assert.deepEqual(
        later(() => [body.codec.decode(frozen), body.identity(frozen)]),
        first,
      )
    }),

    on('has a JSON Schema of a body, or none', ({ schema }) => {
      assert.deepEqual(schema === undefined ? undefined : JSON.parse(JSON.stringify(schema)), schema)
    }),
  ]
}
