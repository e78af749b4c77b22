import { expect } from 'chai'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFault } from '../../../src/contracts/failure.ts'
import { faultsOf } from '../../../src/contracts/faults-of.ts'
import { relaySettings } from '../../../src/runtime/relay-settings.ts'
import { interpolate } from '../../../src/settings/interpolate.ts'
import { catalogue, judgeSettings } from './judge-settings.ts'
import { changedAt, placesIn, type Change } from './places-in.ts'
import { shownSettings } from './shown-settings.ts'

const codec = relaySettings(catalogue)

const complaintsOf = (value: unknown): readonly string[] => {
  const read = codec.decode(value)
  return isLeft(read) ? faultsOf(read.left).map(describeFault) : []
}

/** What is shown anywhere, with its variables filled in. */
const settings = shownSettings.map(({ value }) => {
  const named = JSON.stringify(value).replaceAll(/\$\{(\w+)\}/g, '$1')
  return interpolate(JSON.parse(named), {}).value
})

/** What no schema can know; everything else that the codec refuses, the schema refuses. */
const beyondSchemas = [
  /expected a name no other of the/,
  /expected the name of a source, or a list of them/,
  / at character \d+/,
  /expected a path that starts with|expected a field that starts with/,
  // What settings must agree on.
  /expected exactly one of|expected then, else or both|expected a `value` or `values`/,
  /expected `tracking` or `webhooks`|expected a `sharedSecret` or a `secretHeader`/,
  /expected 1\/\d+ at least, which leaves the relay one of/,
]

/** What a preset's body becomes with what is laid over it, no schema knows either. */
const isLaidOver = (complaint: string, value: unknown): boolean => {
  const [, index] = /^routes\[(\d+)\]\S*\.body\b/.exec(complaint) ?? []
  if (index === undefined || typeof value !== 'object' || value === null || !('routes' in value)) return false
  const entry: unknown = Array.isArray(value.routes) ? value.routes[Number(index)] : undefined
  return typeof entry === 'object' && entry !== null && 'use' in entry
}

const others: readonly unknown[] = [
  [null, true, 7, 0.5, -1, '', 'x', '7', '5s', '$.type', [], ['x'], {}, { x: 1 }],
  [{ '@path': 'type' }, { '@nope': 1 }, { '@path': 'type', x: 1 }],
].flat()

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.constantFrom(...others).map(
    (other): Change =>
      (parent, key) =>
        (parent[key] = other),
  ),
  fc.constant<Change>((parent, key) => delete parent[key]),
  fc.constant<Change>((parent, key) => {
    parent[`${key}x`] = parent[key]
    delete parent[key]
  }),
)

const broken = fc
  .constantFrom(...settings)
  .chain((value) => fc.tuple(fc.constant(value), fc.constantFrom(...placesIn(value).slice(1)), changes))
  .map(([value, [keys], change]) => changedAt(value, keys, change))

describe('the JSON Schema of settings and their codec', () => {
  it('agree on settings in which one thing is changed', () => {
    fc.assert(
      fc.property(broken, (value) => {
        const complaints = complaintsOf(value)
        const isTaken = judgeSettings(value)
        if (complaints.length === 0) expect(isTaken, JSON.stringify(judgeSettings.errors)).to.equal(true)
        else if (isTaken) {
          const known = complaints.filter(
            (complaint) => !isLaidOver(complaint, value) && !beyondSchemas.some((reason) => reason.test(complaint)),
          )
          expect(known, JSON.stringify(value)).to.deep.equal([])
        }
      }),
      { numRuns: 400 },
    )
  })

  it('agree that a variable may stand for any text', () => {
    for (const value of settings) {
      for (const [keys, text] of placesIn(value).filter(([, text]) => typeof text === 'string')) {
        const variable = changedAt(value, keys, (parent, key) => (parent[key] = `\${VARIABLE:${String(text)}}`))
        expect(judgeSettings(variable), `${keys.join('.')} ${JSON.stringify(judgeSettings.errors)}`).to.equal(true)
      }
    }
  })
})
