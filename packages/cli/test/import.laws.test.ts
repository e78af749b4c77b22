/* oxlint-disable unicorn/no-thenable -- a part of @if is called `then` */
import { expect } from 'chai'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { createRequire } from 'node:module'
import { createCatalogue, relaySettings, type JsonObject, type RelaySettings } from '@vouchrelay/core'
import { createImporting } from '../src/import/create-importing.ts'
import { translateFilter } from '../src/import/filter/translate-filter.ts'
import { translateValue } from '../src/import/mapping/value.ts'
import { createPlace, type Note } from '../src/import/place.ts'
import { plugins } from '../src/plugins.ts'

interface MappingKit {
  readonly transform: (mapping: unknown, event: unknown) => unknown
}

interface Subscriptions {
  readonly parseFql: (filter: string) => unknown
  readonly validate: (parsed: unknown, event: unknown) => boolean
}

/** Segment's own interpreters, as they are published: https://www.npmjs.com/package/@segment/actions-core */
const require = createRequire(import.meta.url)
const { transform }: MappingKit = require('@segment/actions-core/mapping-kit')
const { parseFql, validate }: Subscriptions = createRequire(require.resolve('@segment/actions-core'))(
  '@segment/destination-subscriptions',
)

const settings = relaySettings(createCatalogue(plugins))

type Route = RelaySettings['routes'][number]

/** The route as it is compiled; undefined where it is refused. */
const compile = (when: string, body: unknown): Route | undefined => {
  const read = settings.decode({
    sources: [{ use: 'segment', name: 'shop', tracking: { writeKeys: ['key'] } }],
    routes: [{ name: 'route', when, body }],
    destination: { use: 'voucherify', cluster: 'eu', applicationId: 'id', secretKey: 'key' },
  })
  return isLeft(read) ? undefined : read.right.routes[0]
}

/** What Segment does not take, which is checked when a mapping is saved there. */
const refused = Symbol('refused')

const segmentMakes = (mapping: unknown, event: JsonObject): unknown => {
  try {
    return Object(transform({ made: structuredClone(mapping) }, structuredClone(event))).made
  } catch {
    return refused
  }
}

const scalar = fc.constantFrom('track', 'A', 'xA', 'Ax', '5', 5, -1.5, true, false, null, undefined, 'null', 'true')
const customer = { source_id: '$.userId' }

const withoutUndefined = (event: unknown): JsonObject => JSON.parse(JSON.stringify(event))

describe('what is imported from Segment without a note', function () {
  this.timeout(60_000)

  const field = fc.constantFrom('type', 'event', 'name', 'userId', 'properties.a', 'traits.a', 'context.a.b', 'groupId')
  const value = fc.constantFrom('"track"', '"A"', "'A'", 'A', '5', '-1.5', 'true', 'false', 'null', '"5"')
  const anyFilter = fc.letrec<{ filter: string }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(field, fc.constantFrom('=', '!=', '<', ' >= '), value).map((parts) => parts.join('')),
      fc
        .tuple(
          fc.constantFrom('', '!', 'not '),
          fc.constantFrom('contains', 'match'),
          field,
          fc.constantFrom('"A"', '"A*"', '"*A"', '"?A*"', 'A'),
        )
        .map(([not, name, first, second]) => `${not}${name}(${first}, ${second})`),
      fc.constantFrom('properties.a', '!properties.a', 'type in ["track", "A"]', 'length(event) > 1'),
      fc.tuple(tie('filter'), fc.constantFrom(' and ', ' or ', ' AND '), tie('filter')).map((parts) => parts.join('')),
      fc.tuple(fc.constantFrom('(', '!('), tie('filter')).map(([open, term]) => `${open}${term})`),
    ),
  })).filter

  const anyFields = fc
    .record({
      type: fc.constantFrom('track', 'A'),
      event: scalar,
      name: scalar,
      userId: scalar,
      properties: fc.record({ a: scalar }),
      traits: fc.record({ a: scalar }),
      context: fc.record({ a: fc.record({ b: scalar }) }),
    })
    .map(withoutUndefined)

  it('is a filter that holds for the events for which it holds at Segment', () => {
    fc.assert(
      fc.property(anyFilter, fc.array(anyFields, { minLength: 5 }), (filter, events) => {
        const { when, notes } = translateFilter(filter)
        fc.pre(!notes.some((note) => note.startsWith('with Segment')))
        const route = compile(when, { event: 'e', customer })
        fc.pre(route !== undefined)
        const parsed = parseFql(filter)
        expect(events.map((event) => route?.when(event))).to.deep.equal(events.map((event) => validate(parsed, event)))
      }),
      { numRuns: 100 },
    )
  })

  const anyPath = fc.constantFrom(
    '$.userId',
    'event',
    '$.properties.a',
    "$.properties['a']",
    '$.properties.list[1].x',
    '$.nope',
    '$',
  )
  const anyQuestion = fc.oneof(
    anyPath.map((path) => ({ '@path': path })),
    fc.constantFrom('$.x', { '@template': '{{userId}}' }),
  )
  const anyMapping = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      anyPath.map((path) => ({ '@path': path })),
      fc.constantFrom('text', 5, true, '$.userId', '$5', '$', '${HOME}'),
      fc
        .constantFrom('{{userId}} x', '{{{properties.a}}}-{{nope}}', 'plain', '{{$.userId}}')
        .map((text) => ({ '@template': text })),
      tie('value').map((value) => ({ '@literal': value })),
      fc
        .record({ exists: anyQuestion, then: tie('value'), else: fc.oneof(tie('value'), fc.constantFrom(0, '', null)) })
        .map((parts) => ({ '@if': parts })),
      tie('value').map((of) => ({ '@case': { operator: 'upper', value: of } })),
      tie('value').map((of) => ({ '@excludeWhenNull': of })),
      anyQuestion.map((of) => ({ '@json': { mode: 'encode', value: of } })),
      fc.constant({ '@arrayPath': ['properties.list', { x: { '@path': '$.x' }, text: '$.x' }] }),
      tie('object').map((apply) => ({ '@transform': { apply: { made: apply }, mapping: { '@path': '$.made.a' } } })),
      tie('object'),
    ),
    object: fc.dictionary(fc.constantFrom('a', 'b'), tie('value'), { minKeys: 1 }),
  })).value

  /** What is told, though it makes the same. */
  const harmless = /kept as a text|Segment drops|taken out of it|leads nowhere|fills in nothing/

  /** Without what is empty, and without nulls in lists: https://github.com/segmentio/action-destinations keeps them. */
  const essence = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return emptied(value.map(essence).filter((item) => item !== undefined && item !== null))
    const members = Object.entries(value).map(([key, member]) => [key, essence(member)] as const)
    return emptied(Object.fromEntries(members.filter(([, member]) => member !== undefined)))
  }
  const emptied = (value: object): unknown => (Object.keys(value).length === 0 ? undefined : value)

  const anyEvent = fc
    .record({
      type: fc.constant('track'),
      event: scalar,
      userId: scalar,
      properties: fc.record({ a: scalar, list: fc.constant([{ x: 'p' }, { x: 'q', y: 1 }]) }),
    })
    .map(withoutUndefined)

  it('is a mapping that makes what Segment makes', () => {
    const { language } = createImporting()
    fc.assert(
      fc.property(anyMapping, fc.array(anyEvent, { minLength: 3 }), (mapping, events) => {
        const notes: Note[] = []
        const translated = translateValue(mapping, createPlace([], language, notes))
        fc.pre(translated !== undefined && notes.every(({ text }) => harmless.test(text)))
        const route = compile('type = "track"', { event: 'e', customer, metadata: { made: translated } })
        expect(route).to.not.equal(undefined)
        for (const event of events) {
          const made = segmentMakes(mapping, event)
          fc.pre(made !== refused)
          const ours = route?.body(event)
          const metadata = ours?._tag === 'Right' ? Object(ours.right).metadata : ours?.left
          expect(essence(metadata)).to.deep.equal(essence({ made }))
        }
      }),
      { numRuns: 100 },
    )
  })
})
