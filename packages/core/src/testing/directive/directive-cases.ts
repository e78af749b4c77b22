import assert from 'node:assert/strict'
import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { Directive } from '../../contracts/directive.ts'
import type { JsonObject } from '../../contracts/event.ts'
import { describeFault, type Fault } from '../../contracts/failure.ts'
import { faultsOf } from '../../contracts/faults-of.ts'
import { directives } from '../../mapping/directives.ts'
import { promised, runExample } from '../../mapping/examples.ts'
import { mappingField, type CompiledMapping } from '../../mapping/mapping-field.ts'
import { anyObject } from '../any-json.ts'
import { createChance } from '../chance.ts'
import type { ContractCase } from '../contract-case.ts'
import { deepFreeze } from '../deep-freeze.ts'
import { later } from '../later.ts'
import { oddJson, oddValues } from '../odd-values.ts'
import { variantsOf } from '../variants.ts'
import { isJson } from './is-json.ts'
import { scribble } from './scribble.ts'

/** How many events of chance each mapping is given. */
const generated = 300

/** Everything that `Directive` and `Evaluate` promise. */
export const directiveCases = (directive: Directive): readonly ContractCase[] => {
  const { name, summary, examples } = directive
  const known = [...directives.filter((other) => other.name !== name), directive]
  const read = mappingField('open', known).decode

  /** Each example that loads, with events near to its own and events of chance. */
  const forEach = (use: (make: CompiledMapping['apply'], event: JsonObject) => void): void => {
    const chance = createChance(1)
    for (const { mapping, event } of examples) {
      const compiled = read(mapping)
      if (isLeft(compiled)) continue
      const near = variantsOf(event, oddJson).filter(isObject)
      const far = Array.from({ length: generated }, () => anyObject(chance))
      for (const one of [event, ...near, ...far]) use(compiled.right.apply, structuredClone(one))
    }
  }

  return [
    on('has a name that a mapping can write', () => assert.match(name, /^@[a-z][A-Za-z0-9]*$/)),

    on('says what it is in a sentence', () => assert.match(summary, /^\p{Lu}.*\.$/su)),

    ...examples.map((example) =>
      on(`keeps its example: ${example.title}`, () => assert.deepEqual(runExample(example, known), promised(example))),
    ),

    on('is used in one of its examples', () =>
      assert.ok(examples.some(({ mapping }) => JSON.stringify(mapping).includes(`"${name}":`))),
    ),

    on('reads any argument, or tells what is wrong with it', () => {
      const written = [
        ...oddValues.map((odd) => ({ [name]: odd })),
        ...examples.flatMap(({ mapping }) => variantsOf(mapping, oddValues)),
      ]
      for (const mapping of written) {
        const compiled = read(mapping)
        if (isLeft(compiled))
          assert.notDeepEqual(faultsOf(compiled.left), [], 'expected at least one fault, found none')
        else resultOf(compiled.right.apply({ a: 1 }))
      }
    }),

    on('gives what JSON can carry, or faults, of any event', () =>
      forEach((make, event) => {
        const result = resultOf(make(event))
        if ('gives' in result) assert.ok(isJson(result.gives), 'expected a JSON value or nothing, found another')
        else assert.notDeepEqual(result.fails, [], 'expected at least one fault, found none')
      }),
    ),

    on('gives the same each time, whatever the time', () =>
      forEach((make, event) => {
        const first = resultOf(make(event))
        assert.deepEqual(resultOf(make(event)), first)
        assert.deepEqual(
          later(() => resultOf(make(event))),
          first,
        )
      }),
    ),

    on('changes nothing of the event', () =>
      forEach((make, event) => {
        const copy = structuredClone(event)
        make(copy)
        assert.deepEqual(copy, event)
        make(deepFreeze(copy))
      }),
    ),

    on('keeps nothing of one event for the next', () => {
      let earlier = { made: {}, was: {} }
      forEach((make, event) => {
        scribble(make(structuredClone(event)))
        const made = resultOf(make(structuredClone(event)))
        assert.deepEqual(earlier.made, earlier.was)
        earlier = { made, was: structuredClone(made) }
        assert.deepEqual(resultOf(make(structuredClone(event))), earlier.was)
      })
    }),
  ]
}

const on = (title: string, use: () => void): ContractCase => ({ title, run: async () => use() })

const isObject = (u: unknown): u is JsonObject => typeof u === 'object' && u !== null && !Array.isArray(u)

const resultOf = (made: Either<readonly Fault[], unknown>) =>
  isLeft(made) ? { fails: made.left.map(describeFault) } : { gives: made.right }
