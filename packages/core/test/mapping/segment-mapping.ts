/* oxlint-disable unicorn/no-thenable -- a part of @if is called `then` */
import fc from 'fast-check'
import type { JsonObject } from '../../src/contracts/event.ts'
import { exclusions, scalarNames } from './segment-exclusions.ts'

type Any = fc.Arbitrary<unknown>

/** To filter by: what none of these exclusions holds for. */
const without =
  (...names: readonly (keyof typeof exclusions)[]) =>
  (thing: unknown): boolean =>
    !names.some((name) => exclusions[name].holds(thing))

const flag = fc.boolean()
const text = fc
  .oneof(fc.constantFrom('a', 'b-c', 'Ada', '12.5', '{"a":1}', '[1,{"b":null}]', ' ', 'ß', '.*', 'a.a'), fc.string())
  .filter(without('looksLikeAPath', 'hasBraces'))
const number = fc
  .oneof(fc.constantFrom(0, 1, -1, 12.5), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .filter(without('lostDigits'))
const scalar = fc.oneof(text, number, flag, fc.constant(null))
const someText = text.filter((written) => written !== '')

const scalars = Object.fromEntries(scalarNames.map((name) => [name, scalar]))
const kinds = { requiredKeys: [], noNullPrototype: true }

const deep = { depthSize: 'small', withCrossShrink: true } as const

/** An event: each name holds values of one kind, so that paths lead through objects and lists alone. */
export const segmentEvent: fc.Arbitrary<JsonObject> = fc.letrec<{ object: JsonObject }>((tie) => {
  const tags = fc.array(someText, { maxLength: 3 })
  const items = fc.array(tie('object'), { maxLength: 3 })
  return {
    object: fc.oneof(
      deep,
      fc.record({ ...scalars, tags }, kinds),
      fc.record({ ...scalars, tags, traits: tie('object'), items }, kinds),
    ),
  }
}).object

const ways = fc.array(fc.constantFrom('traits.', 'items[0].', "items['1'].", 'items.0.'), { maxLength: 3 })

const pathTo = (...ends: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(ways, fc.constantFrom(...ends))
    .map(([way, end]) => (way.join('') + end).replace(/\.$/, ''))
    .filter(without('leadsThroughScalar', 'isInherited', 'isRoot'))

const lookup = (path: fc.Arbitrary<string>): Any =>
  fc
    .tuple(fc.constantFrom('$.', ''), path)
    .map(([start, rest]) => start + rest)
    .filter(without('isEmptyPath'))
    .chain((written) => fc.constantFrom({ '@path': written }, { '@path': written, _metadata: { label: 'x' } }))

const filled = pathTo(...scalarNames).filter(without('hasDollar', 'hasNoText'))

const template: Any = fc
  .array(
    fc.oneof(
      someText,
      filled.map((path) => `{{${path}}}`),
      filled.map((path) => `{{{ ${path} }}}`),
    ),
  )
  .map((pieces) => ({ '@template': pieces.join('|') }))

const liquidPiece = fc.oneof(
  fc
    .tuple(
      pathTo(...scalarNames, 'items', 'tags', 'traits'),
      fc.constantFrom('json', 'size', 'upcase', 'plus: 1', 'default: "x"', 'append: id | slice: 1, 3'),
    )
    .map(([path, filter]) => `{{ ${path} | ${filter} }}`),
  pathTo('flag', 'none', 'items.first.id', 'tags.size').map((path) => `{% if ${path} %}yes{% else %}no{% endif %}`),
  fc.constantFrom(
    'text',
    '{% assign x = tags | join: "-" %}{{ x | upcase }}',
    '{% capture y %}{{ id }}{% endcapture %}{{ y }}',
    '{% if flag %}{% assign name = "x" %}{% endif %}{{ name }}{% capture id %}{{ id }}!{% endcapture %}{{ id }}',
    '{{ nope }}',
  ),
)

const liquid: Any = fc
  .array(liquidPiece, { maxLength: 4 })
  .map((pieces) => pieces.join(' '))
  .filter(without('readsClock', 'hasUnknownFilter'))
  .map((written) => ({ '@liquid': written }))

const piece = fc.constantFrom('a', '-', '.', 'aa', '1', '\\', '*', '(b)', 'é').filter(without('isLive'))

interface Parts {
  readonly text: unknown
  readonly scalar: unknown
  readonly fields: unknown
  readonly object: unknown
  readonly items: unknown
  readonly any: unknown
}

/** A mapping of Segment's, without what is excluded. Each kind of part makes values of that kind, or is missing. */
export const segmentMapping: Any = fc
  .letrec<Parts>((tie) => {
    const depthIdentifier = fc.createDepthIdentifier()
    const called = (name: string, argument: Any): Any => argument.map((value) => ({ [name]: value }))
    const ifs = (part: Any): Any =>
      called(
        '@if',
        fc
          .record({ exists: tie('any'), then: part, else: part }, { requiredKeys: ['exists', 'then'] })
          .filter(without('elseCountsAsFalse', 'asksForFalse', 'asksForBlank')),
      )
    const cases = (value: Any): Any =>
      called(
        '@case',
        fc.record({ operator: fc.constantFrom('lower', 'upper'), value }).filter(without('valueCountsAsFalse')),
      )
    const json = (mode: string, value: Any): Any =>
      called('@json', fc.record({ mode: fc.constant(mode), value }).filter(without('valueCountsAsFalse')))
    const inner = { ...deep, depthIdentifier }
    const shape = tie('fields').filter(without('hasTextShape'))
    const list = fc.oneof(
      pathTo('items'),
      pathTo('items').map((path) => `$.${path}`),
      lookup(pathTo('items', 'traits')),
    )
    return {
      text: fc.oneof(
        inner,
        fc.oneof(someText, template, liquid),
        cases(tie('text')),
        json('encode', tie('any')).filter((part) => without('nothingIsThere')([part])),
        called(
          '@replace',
          fc
            .record(
              {
                value: fc.oneof(
                  tie('text'),
                  fc.constantFrom('a-A-aa', 'A.(B).a', 12.5, true).map((value) => ({ '@literal': value })),
                ),
                pattern: piece,
                replacement: fc.oneof(piece, fc.constant('')),
                pattern2: piece,
                replacement2: piece,
                global: flag,
                ignorecase: flag,
              },
              { requiredKeys: ['value', 'pattern'] },
            )
            .filter(without('valueCountsAsFalse', 'valueMayBeMissing')),
        ),
      ),
      scalar: fc.oneof(
        inner,
        scalar,
        lookup(pathTo(...scalarNames)),
        tie('text'),
        cases(lookup(pathTo(...scalarNames))),
        ifs(tie('scalar')),
      ),
      fields: fc
        .oneof(
          inner,
          fc.record(
            Object.fromEntries(scalarNames.map((name) => [name, fc.oneof(scalar, lookup(pathTo(name)))])),
            kinds,
          ),
          fc.record(
            {
              ...Object.fromEntries(scalarNames.map((name) => [name, tie('scalar')])),
              traits: tie('object'),
              items: tie('items'),
              tags: fc.array(someText, { maxLength: 2 }),
              made: tie('any'),
            },
            kinds,
          ),
        )
        .filter(without('nothingIsThere')),
      object: fc.oneof(
        inner,
        lookup(pathTo('traits', '')),
        tie('fields'),
        called(
          '@merge',
          fc.record({
            objects: fc
              .array(fc.oneof(tie('fields'), lookup(pathTo('traits'))), { minLength: 1, maxLength: 3 })
              .filter(without('nothingIsThere', 'memberMayBeMissing')),
            direction: fc.constantFrom('left', 'right'),
          }),
        ),
        called(
          '@flatten',
          fc
            .record(
              { value: tie('object'), separator: fc.constantFrom('.', '_', '->'), omitArrays: flag },
              { requiredKeys: ['value', 'separator'] },
            )
            .filter(without('valueMayBeMissing')),
        ),
        called('@transform', fc.record({ apply: tie('fields'), mapping: tie('object') })),
        ifs(tie('object')),
      ),
      items: fc.oneof(
        inner,
        lookup(pathTo('items')),
        fc.array(tie('object'), { maxLength: 2 }).filter(without('itemMayBeMissing')),
        called('@arrayPath', fc.oneof(fc.tuple(pathTo('items')), fc.tuple(list, shape))),
      ),
      any: fc.oneof(
        inner,
        fc.oneof(tie('scalar'), tie('text')),
        tie('object'),
        tie('items'),
        fc.array(tie('any'), { maxLength: 3 }).filter(without('itemMayBeMissing')),
        json('encode', tie('any')),
        json('decode', fc.oneof(tie('text'), lookup(pathTo(...scalarNames)))),
        called('@excludeWhenNull', tie('any')),
        called('@literal', segmentEvent.filter(without('hasDirective'))),
        called('@transform', fc.record({ apply: tie('fields'), mapping: tie('fields') })),
        called('@arrayPath', fc.tuple(pathTo('tags'), fc.constantFrom({}, { made: 1 }))),
        ifs(tie('any')),
      ),
    }
  })
  .any.map((made) => ({ type: 'x', made }))
