import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Described } from '../contracts/described.ts'
import type { RouteExpectation } from '../contracts/preset.ts'
import { readParts } from '../mapping/json.ts'
import { closed } from '../settings/closed.ts'
import { defaulted, listOf, oneOrMore, optional, required, validated } from '../settings/field.ts'
import { oneOf, Text } from '../settings/values.ts'
import { createDryRun } from './dry-run.ts'
import { planSays, planWritten, proofOf, type EventExpectation, type Proof } from './proof.ts'
import { EventText, Expectation } from './route-examples.ts'
import type { RelaySettings } from './relay-settings.ts'

type ByRoute = Readonly<Record<string, RouteExpectation>>

const Routes: Described<ByRoute> = validated(
  'what is expected of each route, by its name',
  { type: 'object', additionalProperties: Expectation.schema },
  (u, context) => {
    if (!t.UnknownRecord.is(u) || Array.isArray(u)) return t.failure(u, context)
    const read = readParts(u, (value, key) =>
      Expectation.validate(value, t.appendContext(context, key, Expectation, value)),
    )
    return isLeft(read) ? read : t.success<ByRoute>(Object.fromEntries(read.right))
  },
)

const Case = closed('a test', {
  title: optional(Text, { summary: 'What it shows.' }),
  event: required(EventText, { summary: 'An event as its source sends it.' }),
  routes: optional(Routes, {
    summary: 'What each route that wants the event makes of it: these routes and no others.',
  }),
  skips: optional(oneOf('no route'), { summary: 'No route wants the event.' }),
  fails: optional(listOf(Text), { summary: 'What is wrong with an event that cannot be read.' }),
})

/** One event of a test file and what is expected. */
export interface EventTest {
  readonly title: string | undefined
  readonly event: Readonly<Record<string, unknown>>
  readonly expect: EventExpectation
}

const EventTest: Described<EventTest> = validated(Case.name, Case.schema, (u, context) => {
  const read = Case.validate(u, context)
  if (isLeft(read)) return read
  const { title, event, routes, skips, fails } = read.right
  const expect = [routes && { routes }, skips && { skips }, fails && { fails }].filter((one) => one !== undefined)
  const [only] = expect
  return only === undefined || expect.length > 1
    ? t.failure(u, context, 'exactly one of routes, skips, fails')
    : t.success({ title, event, expect: only })
})

/** The codec of a `*.relay-test.yaml` file. */
export const TestFile = closed('a test file', {
  settings: defaulted(Text, 'relay.yaml', {
    summary: 'The settings file that is tested, from the folder of this file.',
  }),
  source: optional(Text, { summary: 'The source that brings the events. Default: the only one.' }),
  tests: required(oneOrMore(EventTest, 'a list of tests, at least one'), { summary: 'Events and what comes of them.' }),
})

export type TestFile = t.TypeOf<typeof TestFile>

/** Runs a test file; left is a sentence that says why it cannot be run. */
export const proveTests = ({ source, tests }: TestFile, settings: RelaySettings): Either<string, readonly Proof[]> => {
  const names = settings.sources.map(({ name }) => name)
  const chosen = source ?? (names.length === 1 ? names[0] : undefined)
  const dryRun = chosen === undefined ? undefined : createDryRun(settings, chosen)
  if (dryRun === undefined) {
    return left(`source: expected one of ${names.join(', ')}, found ${source ?? 'nothing, and there are several'}`)
  }
  return right(
    tests.map(({ title, event, expect }, i) =>
      proofOf(title ?? `test ${i + 1}`, expect, planSays(planWritten(dryRun, event))),
    ),
  )
}
