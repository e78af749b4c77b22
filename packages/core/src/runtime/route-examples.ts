import { isLeft, map } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Described, Readable } from '../contracts/described.ts'
import type { JsonObject } from '../contracts/event.ts'
import type { SkipReason } from '../contracts/outcome.ts'
import type { RouteExample, RouteExpectation } from '../contracts/preset.ts'
import { Json } from '../mapping/json.ts'
import { closed } from '../settings/closed.ts'
import { listOf, optional, required, validated } from '../settings/field.ts'
import { oneOf, Text } from '../settings/values.ts'

/** An event as a file writes it. */
export const EventText: Described<JsonObject> = validated('an event, as an object', { type: 'object' }, (u, context) =>
  t.UnknownRecord.is(u) && !Array.isArray(u)
    ? map((value): JsonObject => (t.UnknownRecord.is(value) ? value : {}))(Json.validate(u, context))
    : t.failure(u, context),
)

/** What an event can be passed over for before anything is sent. */
const Skips: Readable<SkipReason> = oneOf('no route', 'no identity')

const expectations = {
  body: optional(Json, { summary: 'The body that is made, with all its attributes.' }),
  skips: optional(Skips, { summary: 'Why the event is passed over.' }),
  fails: optional(listOf(Text), { summary: 'What is wrong with the event, as `vouchrelay plan` tells it.' }),
}

interface Expectations {
  readonly body?: unknown
  readonly skips?: SkipReason | undefined
  readonly fails?: readonly string[] | undefined
}

const expectationOf = ({ body, skips, fails }: Expectations): RouteExpectation | undefined => {
  if ([body, skips, fails].filter((one) => one !== undefined).length !== 1) return undefined
  if (skips !== undefined) return { skips }
  return fails === undefined ? { body } : { fails }
}

const exactlyOne = 'exactly one of body, skips, fails'

/** What a test file expects of one route. */
export const Expectation: Described<RouteExpectation> = (() => {
  const base = closed('what is expected of a route', expectations)
  return validated(base.name, base.schema, (u, context) => {
    const read = base.validate(u, context)
    if (isLeft(read)) return read
    const expect = expectationOf(read.right)
    return expect === undefined ? t.failure(u, context, exactlyOne) : t.success(expect)
  })
})()

/** An example in a route's settings: `{ event, body }`, `{ event, skips }` or `{ event, fails }`. */
export const ExampleSettings: Described<RouteExample> = (() => {
  const base = closed('an example of a route', {
    title: optional(Text, { summary: 'What it shows.' }),
    event: required(EventText, { summary: 'An event as its source sends it.' }),
    ...expectations,
  })
  return validated(base.name, base.schema, (u, context) => {
    const read = base.validate(u, context)
    if (isLeft(read)) return read
    const { title, event, ...rest } = read.right
    const expect = expectationOf(rest)
    return expect === undefined ? t.failure(u, context, exactlyOne) : t.success({ title, event, expect })
  })
})()
