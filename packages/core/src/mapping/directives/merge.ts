import { definePlugin } from '../../contracts/plugin.ts'
import { defaulted, oneOrMore, required } from '../../settings/field.ts'
import { oneOf } from '../../settings/values.ts'
import { objectExpression } from '../object-expression.ts'
import { parts } from '../parts.ts'

/** One object of the members of several. */
export const mergeDirective = definePlugin({
  kind: 'directive',
  name: '@merge',
  summary:
    'One object with the members of several. Of those with the same name the last holds, with `direction: left` the first. ' +
    'What is missing, and an object that is null, overrides nothing; a member that is null does. What is no object is a failure.',
  argument: ({ expression }) =>
    parts('the parts of a @merge', {
      objects: required(oneOrMore(objectExpression(expression)), { summary: 'The objects, in order.' }),
      direction: defaulted(oneOf('left', 'right'), 'right', { summary: 'To which side the member is that holds.' }),
    }),
  compile: ({ objects, direction }, { child, refusal, spend }) => {
    const makers = objects.map((part) => ({ make: child(part), refuse: refusal('an object', part) }))
    if (direction === 'left') makers.reverse()
    return (scope) => {
      let made: Map<string, unknown> | undefined
      for (const { make, refuse } of makers) {
        const object = make(scope)
        if (object === undefined || object === null) continue
        if (typeof object !== 'object' || Array.isArray(object)) {
          refuse(scope, object)
          continue
        }
        const members = Object.entries(object)
        if (!spend(scope, members.length)) return undefined
        made ??= new Map()
        for (const [name, value] of members) if (value !== undefined) made.set(name, value)
      }
      return made === undefined ? undefined : Object.fromEntries(made)
    }
  },
  examples: [
    {
      title: 'Defaults for what the event does not say',
      mapping: { '@merge': { objects: [{ tier: 'basic', city: 'unknown' }, '$.traits'], direction: 'right' } },
      event: { traits: { city: 'London', name: 'Ada' } },
      gives: { tier: 'basic', city: 'London', name: 'Ada' },
    },
    {
      title: 'The other direction',
      mapping: { '@merge': { objects: ['$.properties', '$.traits'], direction: 'left' } },
      event: { properties: { city: 'Rome' }, traits: { city: 'London', name: 'Ada' } },
      gives: { city: 'Rome', name: 'Ada' },
    },
    {
      title: 'What is missing overrides nothing, and null does',
      mapping: {
        '@merge': { objects: [{ tier: 'basic', city: 'unknown' }, { tier: '$.tier', city: '$.city' }, '$.nope'] },
      },
      event: { city: null },
      gives: { tier: 'basic', city: null },
    },
    {
      title: 'No object is there',
      mapping: { extra: { '@merge': { objects: ['$.a', '$.b'] } }, type: '$.type' },
      event: { type: 'track', b: null },
      gives: { type: 'track' },
    },
    {
      title: 'A text and a list have no members',
      mapping: { '@merge': { objects: ['$.name', '$.tags'] } },
      event: { name: 'Ada', tags: ['a'] },
      fails: [
        'the value: expected an object, found "Ada" ($.name)',
        'the value: expected an object, found a list of 1 ($.tags)',
      ],
    },
    {
      title: 'Arguments that are none',
      mapping: [{ '@merge': { objects: [], direction: 'up' } }, { '@merge': { objects: ['$.a', 'b', []] } }],
      event: {},
      fails: [
        '[0].@merge.objects: expected a list of one or more: an object, a path or a directive, found an empty list',
        '[0].@merge.direction: expected one of left, right, found "up"',
        '[1].@merge.objects[1]: expected an object, a path or a directive, found "b"',
        '[1].@merge.objects[2]: expected an object, a path or a directive, found an empty list',
      ],
    },
  ],
})
