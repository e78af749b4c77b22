import { createRequire } from 'node:module'
import type * as LiquidJs from 'liquidjs'
import { mostUnits } from '../limits.ts'
import { disabledFilters, disabledTags } from './disabled.ts'

/** How long a template may be, as in Segment's mappings: https://segment.com/docs/connections/destinations/actions */
export const mostCharacters = 1000

/** How long one rendering may take, likewise. None comes near: there are no loops, and what is written is counted. */
const mostMs = 500

/**
 * The engine of Liquid templates: LiquidJS without files, without what is disabled, and without the clock and chance,
 * since a mapping makes the same of the same event. Times are in UTC, names of months in English.
 */
export const liquidEngine = (): LiquidJs.Liquid => (engine ??= createEngine())

/** Made for the first template that is read: it takes some 25 ms and 8 MB, and few mappings have one. */
let engine: LiquidJs.Liquid | undefined

const createEngine = (): LiquidJs.Liquid => {
  const { Liquid }: typeof LiquidJs = createRequire(import.meta.url)('liquidjs')
  const created = new Liquid({
    parseLimit: mostCharacters,
    renderLimit: mostMs,
    memoryLimit: mostUnits,
    ownPropertyOnly: true,
    strictFilters: true,
    templates: {},
    timezoneOffset: 0,
    locale: 'en-US',
  })
  for (const tag of disabledTags) delete created.tags[tag]
  for (const filter of disabledFilters) created.unregisterFilter(filter)
  for (const name of ['push', 'unshift']) prepareFor(created, name, countPushed)
  for (const name of dateFilters) prepareFor(created, name, withoutClock)
  takeNumbers(created, 'slice')
  return created
}

/** Gives a filter its value prepared: `prepare` makes that of the value and the filter's arguments, or throws. */
const prepareFor = (
  engine: LiquidJs.Liquid,
  name: string,
  prepare: (context: LiquidJs.Context, value: unknown, given: readonly unknown[]) => unknown,
): void => {
  const filter = engine.filters[name]
  if (typeof filter !== 'function') throw new Error(`LiquidJS has no filter ${name}`)
  engine.registerFilter(name, function (value: unknown, ...given: readonly unknown[]) {
    return filter.call(this, prepare(this.context, value, given), ...given)
  })
}

/** Gives a filter numbers: LiquidJS compares a text with a number at every character, and reads all its digits each time. */
const takeNumbers = (engine: LiquidJs.Liquid, name: string): void => {
  const filter = engine.filters[name]
  if (typeof filter !== 'function') throw new Error(`LiquidJS has no filter ${name}`)
  engine.registerFilter(name, function (value: unknown, ...given: readonly unknown[]) {
    return filter.call(this, value, ...given.map((one) => (one === undefined ? one : Number(one))))
  })
}

/** A list pushed into itself holds twice as much each time; LiquidJS counts one more item. */
const countPushed = (context: LiquidJs.Context, value: unknown, given: readonly unknown[]): unknown => {
  count(context, given)
  return value
}

const count = (context: LiquidJs.Context, value: unknown): void => {
  context.memoryLimit.use(typeof value === 'string' || Array.isArray(value) ? value.length : 1)
  if (Array.isArray(value)) for (const item of value) count(context, item)
}

const dateFilters = ['date', 'date_to_xmlschema', 'date_to_rfc822', 'date_to_string', 'date_to_long_string'] as const

/** A time in ISO 8601 that does not say its zone: JavaScript takes it in the zone of the machine, we in UTC. */
const zoneless = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/

const withoutClock = (_context: LiquidJs.Context, value: unknown): unknown => {
  if (value === 'now' || value === 'today') throw new Error(`a mapping does not know the time "${value}"`)
  return typeof value === 'string' && zoneless.test(value) ? `${value}Z` : value
}
