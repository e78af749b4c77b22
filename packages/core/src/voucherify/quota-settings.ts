import * as t from 'io-ts'
import type { Described } from '../contracts/described.ts'
import type { Quota } from '../contracts/quota.ts'
import { closed } from '../settings/closed.ts'
import { defaulted, described, misplaced, optional } from '../settings/field.ts'
import { oneOf, whole } from '../settings/values.ts'
import { agreeing, given } from './agreeing.ts'

/** Calls of each plan (docs.voucherify.io, page "Limits"). Another plan has its own numbers in its contract. */
const plans = {
  sandbox: { calls: 100, periodMs: 3_600_000, perCycle: undefined },
  business: { calls: 100, periodMs: 60_000, perCycle: 100_000 },
  organization: { calls: 2000, periodMs: 60_000, perCycle: 300_000 },
} as const

const fraction = (name: string, fits: (n: number) => boolean, bounds: Readonly<Record<string, number>>) =>
  described(
    name,
    {
      anyOf: [
        { type: 'number', ...bounds },
        { type: 'string', pattern: decimal.source },
      ],
    },
    (u) => {
      const n = typeof u === 'string' && decimal.test(u) ? Number(u) : u
      return typeof n === 'number' && fits(n) ? n : undefined
    },
  )

const decimal = /^(0|1|0?\.[0-9]+|1\.0+)$/

const Share = fraction('a number above 0, 1 at most', (n) => n > 0 && n <= 1, { exclusiveMinimum: 0, maximum: 1 })
const Reserve = fraction('a number from 0, below 1', (n) => n >= 0 && n < 1, { minimum: 0, exclusiveMaximum: 1 })
const Calls = whole(1, 1_000_000_000)

const reserve = defaulted(Reserve, 0.1, {
  summary: "The part of the relay's calls that is kept for routes with `priority: high`.",
})

/** The quota of a project: what its plan allows, and how much of that is the relay's. */
export const ServerQuota: Described<Quota> = agreeing(
  closed('a quota', {
    plan: optional(oneOf('sandbox', 'business', 'organization'), {
      summary:
        'Whose limits hold: sandbox 100 calls an hour; business 100 a minute and 100,000 a billing cycle; organization ' +
        '2,000 a minute and 300,000 a cycle. Numbers of your own go before.',
    }),
    perMinute: optional(Calls, { summary: 'Calls a minute. Not together with perHour.', unit: 'calls' }),
    perHour: optional(Calls, { summary: 'Calls an hour. Not together with perMinute.', unit: 'calls' }),
    perCycle: optional(Calls, {
      summary: 'Calls in a billing cycle, which all relays and shops share.',
      unit: 'calls',
    }),
    cycleDay: defaulted(whole(1, 28), 1, { summary: 'The day of the month, in UTC, on which a billing cycle begins.' }),
    share: defaulted(Share, 0.7, {
      summary: "The relay's part of the calls. The rest is left to the shop: its checkout calls the same API.",
    }),
    reserve,
  }),
  { anyOf: [given('plan'), given('perMinute'), given('perHour')], not: given('perMinute', 'perHour') },
  ({ plan, perMinute, perHour, perCycle, cycleDay, share, reserve: kept }, context) => {
    if (perMinute !== undefined && perHour !== undefined) {
      return t.failures([misplaced('no perHour beside perMinute', 'perHour', perHour, context)])
    }
    const planned = plan === undefined ? undefined : plans[plan]
    const own = perHour === undefined ? ownRate(perMinute, 60_000) : ownRate(perHour, 3_600_000)
    const rate = own ?? planned
    if (rate === undefined) {
      return t.failures([misplaced('a plan, or perMinute or perHour in its place', 'plan', undefined, context)])
    }
    const { calls, periodMs } = rate
    const quota = { calls, periodMs, share, reserve: kept, perCycle: perCycle ?? planned?.perCycle, cycleDay }
    return withCalls(quota, context)
  },
)

/** Calls with the keys of a shop are limited for each address that they come from (docs.voucherify.io, page "Limits"). */
const shopCalls = { calls: 5, periodMs: 5000, perCycle: undefined, cycleDay: 1 } as const

/** The quota of an address: always there, and the relay's alone where nothing else says so. */
export const ClientQuota = agreeing(
  closed('a part of the quota', {
    share: defaulted(Share, 1, {
      summary: "The relay's part of the 5 calls in 5 seconds that an address has; less where others call from it.",
    }),
    reserve,
  }),
  {},
  ({ share, reserve: kept }, context) => withCalls({ ...shopCalls, share, reserve: kept }, context),
)

const minuteMs = 60_000

/** A quota of which the relay's share is a call at least, in a minute (in an hour, where calls are counted so) and in a cycle. */
const withCalls = (quota: Quota, context: t.Context): t.Validation<Quota> => {
  const { calls, periodMs, share, perCycle = Infinity } = quota
  const aPeriod = calls * Math.max(1, minuteMs / periodMs)
  const a = periodMs > minuteMs ? 'an hour' : 'a minute'
  const [most, of] = perCycle < aPeriod ? [perCycle, 'a billing cycle'] : [aPeriod, a]
  if (most * share >= 1) return t.success(quota)
  const expected = `1/${most} at least, which leaves the relay one of ${most} calls ${of}`
  return t.failures([misplaced(expected, 'share', share, context)])
}

const ownRate = (calls: number | undefined, periodMs: number) => (calls === undefined ? undefined : { calls, periodMs })
