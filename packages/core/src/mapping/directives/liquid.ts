import { isRight, toError, tryCatch } from 'fp-ts/lib/Either.js'
import type { Compiler } from '../../contracts/compiler.ts'
import type { Expression } from '../../contracts/expression.ts'
import { definePlugin } from '../../contracts/plugin.ts'
import type { Evaluate, Scope } from '../../contracts/scope.ts'
import { liquidEngine } from '../liquid/engine.ts'
import { faultless, liquidTemplate } from '../liquid/template.ts'
import { memberTree, type MemberTree } from '../member-tree.ts'
import { createWalk } from '../walk.ts'

/** A text from a Liquid template. */
export const liquidDirective = definePlugin({
  kind: 'directive',
  name: '@liquid',
  summary:
    'A text from a Liquid template (https://liquidjs.com) of at most 1000 characters. Its variables are names of the event, ' +
    'without `$.`. The tags `case`, `for`, `include`, `layout`, `render`, `tablerow`, the filters that Segment disables, ' +
    '`sample` and the times `now` and `today` are failures.',
  argument: ({ path }) => liquidTemplate(path),
  compile: ({ templates, reads }, compiler) => {
    const { refusal, spend } = compiler
    const inputs = reads.map((path) => ({ path, part: { _tag: 'Lookup', path } as const }))
    const refuse = refusal(faultless, { _tag: 'Items', items: inputs.map(({ part }) => part) })
    const makers = memberTree(inputs.map(({ path, part }) => [path.keys, createInput(part, compiler)]))
    return (scope) => {
      const known = scope.faults.length
      const variables = variablesOf(scope, makers)
      if (scope.faults.length > known) return undefined
      const render = (): string =>
        liquidEngine().renderSync([...templates], variables, { memoryLimit: scope.budget.left })
      const text = tryCatch(render, toError)
      if (isRight(text)) return spend(scope, text.right.length) ? text.right : undefined
      // It was lent all that is left and needs more, or more than any text holds.
      if (/^memory alloc limit|^Invalid string length/.test(text.left.message)) spend(scope, scope.budget.left + 1)
      else refuse(scope, text.left.message)
      return undefined
    }
  },
  examples: [
    {
      title: 'Values with filters',
      mapping: { '@liquid': 'Hello {{ traits.name | strip | capitalize }}, you have {{ points | plus: 10 }} points' },
      event: { traits: { name: ' ada ' }, points: 90 },
      gives: 'Hello Ada, you have 100 points',
    },
    {
      title: 'A condition',
      mapping: { '@liquid': '{% if properties.total > 100 %}gold{% else %}basic{% endif %}' },
      event: { properties: { total: 120 } },
      gives: 'gold',
    },
    {
      title: 'Times, in UTC',
      mapping: { '@liquid': '{{ timestamp | date: "%d %b %Y %H:%M" }}' },
      event: { timestamp: '2026-03-01T01:30:00+02:00' },
      gives: '28 Feb 2026 23:30',
    },
    {
      title: 'Missing and null leave nothing',
      mapping: { name: { '@liquid': '{{ traits.name }}' }, mail: { '@liquid': '{{ traits.mail | default: "none" }}' } },
      event: { traits: { name: null } },
      gives: { name: '', mail: 'none' },
    },
    {
      title: 'An event is never read as a template, and its inherited members are not there',
      mapping: { '@liquid': '{{ note }}{{ constructor.name }}' },
      event: { note: '{{ userId }}', userId: 'u1' },
      gives: '{{ userId }}',
    },
    {
      title: 'A time that depends on the clock',
      mapping: { note: { '@liquid': '{{ when | date: "%Y" }}' } },
      event: { when: 'now' },
      fails: [
        'note: expected a Liquid template without errors, found "a mapping does not know the time \\"now\\", line:1, col:1" ($.when)',
      ],
    },
    {
      title: 'A template that cannot be read',
      mapping: [
        { '@liquid': '{{ name | upcas }}' },
        { '@liquid': '{% for x in list %}{{ x }}{% endfor %}' },
        { '@liquid': '{% if a %}' },
      ],
      event: {},
      fails: [
        '[0].@liquid: expected a Liquid template without errors (undefined filter: upcas, line:1, col:1), found "{{ name | upcas }}"',
        '[1].@liquid: expected a Liquid template without errors (tag "for" not found, line:1, col:1), found "{% for x in list %}{{ x }}{% endfor %}"',
        '[2].@liquid: expected a Liquid template without errors (tag {% if a %} not closed, line:1, col:1), found "{% if a %}"',
      ],
    },
  ],
})

/** A value that a template reads; it may write all of it. */
const createInput = (part: Expression, compiler: Compiler): Evaluate => {
  const make = compiler.child(part)
  const isAffordable = createWalk(part, compiler, 'characters')
  return (scope) => {
    const value = make(scope)
    return isAffordable(scope, value) ? value : undefined
  }
}

/**
 * What a template can reach and change: the values that it names, in objects of their own that inherit nothing. Whatever
 * way it finds past its paths leads nowhere.
 */
const variablesOf = (scope: Scope, makers: MemberTree<Evaluate>): object => {
  const variables: { [name: string]: unknown } = Object.create(null)
  for (const [name, { said: make, below }] of makers) {
    variables[name] = make === undefined ? variablesOf(scope, below) : make(scope)
  }
  return variables
}
