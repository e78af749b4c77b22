import { expect } from 'chai'
import * as t from 'io-ts'
import type { Directive } from '../../src/contracts/directive.ts'
import { definePlugin } from '../../src/contracts/plugin.ts'
import type { Evaluate, Scope } from '../../src/contracts/scope.ts'
import { validated } from '../../src/settings/field.ts'
import { directiveCases } from '../../src/testing/directive/directive-cases.ts'
import { failing } from './failing.ts'

/** Makes another evaluation of one, as a directive that is broken would have it. */
type Change = (evaluate: Evaluate) => Evaluate

/** A directive that makes a list of one value, as it is or changed. */
const listing = (change: Change = (evaluate) => evaluate): Directive =>
  definePlugin({
    kind: 'directive',
    name: '@list',
    summary: 'A list of one value.',
    argument: ({ expression }) => expression,
    compile: (part, { child }) => {
      const make = child(part)
      return change((scope) => [make(scope) ?? null])
    },
    examples: [{ title: 'A text', mapping: { '@list': '$.name' }, event: { name: 'Ada' }, gives: ['Ada'] }],
  })

const throwing: Change = (evaluate) => (scope) => {
  if (Object.keys(scope.root).length === 0) throw new Error('a bug of a plugin')
  return evaluate(scope)
}

const numbersAsDates: Change = (evaluate) => (scope) => {
  const [value] = [evaluate(scope)].flat()
  return [typeof value === 'number' ? new Date(value) : value]
}

const counting: Change = (evaluate) => {
  let calls = 0
  return (scope) => [evaluate(scope), calls++]
}

const writing: Change = (evaluate) => (scope) => {
  Object.assign(scope.root, { seen: true })
  return evaluate(scope)
}

const sharing: Change = (evaluate) => {
  const list: unknown[] = []
  return (scope) => {
    list.splice(0, Infinity, ...[evaluate(scope)].flat())
    return list
  }
}

const remembering: Change = (evaluate) => {
  const made = new Map<string, unknown>()
  const key = ({ root }: Scope): string => JSON.stringify(root)
  return (scope) => {
    if (!made.has(key(scope))) made.set(key(scope), evaluate(scope))
    return made.get(key(scope))
  }
}

const argumentThat = (read: (u: unknown) => t.Validation<unknown> | undefined): Directive => {
  const sound = listing()
  return {
    ...sound,
    argument: (grammar) => {
      const { validate, name, schema } = sound.argument(grammar)
      return validated(name, schema, (u, context) => read(u) ?? validate(u, context))
    },
  }
}

const name = 'has a name that a mapping can write'
const sentence = 'says what it is in a sentence'
const example = 'keeps its example: A text'
const used = 'is used in one of its examples'
const argument = 'reads any argument, or tells what is wrong with it'
const json = 'gives what JSON can carry, or faults, of any event'
const same = 'gives the same each time, whatever the time'
const untouched = 'changes nothing of the event'
const fresh = 'keeps nothing of one event for the next'

const wrong = { title: 'A text', mapping: { '@list': '$.name' }, event: { name: 'Ada' }, gives: 'Ada' }
const unused = { title: 'A text', mapping: '$.name', event: { name: 'Ada' }, gives: 'Ada' }

const broken: readonly (readonly [what: string, directive: Directive, promises: readonly string[]])[] = [
  ['has a name with a dash', { ...listing(), name: '@my-list', examples: [unused] }, [name, used]],
  ['has a summary without an end', { ...listing(), summary: 'A list' }, [sentence]],
  ['has an example that is wrong', { ...listing(), examples: [wrong] }, [example]],
  ['is not in its examples', { ...listing(), examples: [unused] }, [used]],
  ['throws at an odd event', listing(throwing), [json, same, untouched, fresh]],
  ['gives what JSON cannot carry', listing(numbersAsDates), [json]],
  ['gives another value each time', listing(counting), [example, same, fresh]],
  [
    'looks at the clock',
    listing((evaluate) => (scope) => (new Date().getFullYear() > 2030 ? 'late' : evaluate(scope))),
    [same],
  ],
  ['writes into the event', listing(writing), [untouched]],
  ['gives the same list to every event', listing(sharing), [fresh]],
  ['gives again what it gave before', listing(remembering), [fresh]],
]

describe('the contract of a directive is broken by one that', () => {
  for (const [what, directive, promises] of broken) {
    it(what, async () => expect(await failing(directiveCases(directive))).to.deep.equal(promises))
  }

  it('throws at an odd argument', async () => {
    const directive = argumentThat((u) => {
      if (u === null) throw new Error('a bug of a plugin')
      return undefined
    })
    expect(await failing(directiveCases(directive))).to.deep.equal([argument])
  })

  it('refuses an argument without a fault', async () => {
    const directive = argumentThat((u) => (u === null ? t.failures([]) : undefined))
    expect(await failing(directiveCases(directive))).to.deep.equal([argument])
  })
})
