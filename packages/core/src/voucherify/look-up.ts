import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Destination, Found } from '../contracts/destination.ts'
import type { RateReading, SendFailure } from '../contracts/failure.ts'
import { httpDate } from '../delivery/http-date.ts'
import { activityPath, isUnknownCustomer, readActivity } from './activity.ts'
import type { Call } from './call.ts'
import { judge, unreadable } from './judge.ts'
import { rateOf } from './rate.ts'
import { targetOf } from './request.ts'
import type { ServerSettings } from './settings.ts'
import { stampOf } from './stamp.ts'
import { withoutEffect } from './without-effect.ts'

/**
 * How far the clocks of the relay and of Voucherify may be apart, in milliseconds: events from so long before are looked through. Where
 * the relay's is further ahead, the answer's `Date` shows it, and it is looked again from as much earlier.
 */
const clocksApartMs = 3_600_000

/** How many pages of a hundred events are looked through: each is a call, and they are not paced. */
const mostPages = 5

/**
 * Looks for the mark of a shipment in the activity of its customer, newest first. No such customer, or no such mark, is `Absent`; what
 * cannot be read, is too much to read, or may be older than what was looked through is a failure.
 */
export const createLookUp =
  (settings: ServerSettings, call: Call, now: () => number): NonNullable<Destination<unknown>['lookUp']> =>
  (shipment, since, stop) =>
  async (): Promise<Either<SendFailure, Found>> => {
    const { customer } = shipment
    if (!isAddressable(customer)) return left(refused('the name of the customer cannot stand in an address'))
    const stamp = stampOf(shipment)
    let from = Math.min(since, now()) - clocksApartMs
    let calls = 0
    let rate: RateReading | undefined
    let after: string | undefined
    const failed = (failure: SendFailure): Either<SendFailure, never> =>
      left({ rate, ...withoutEffect(failure), calls })
    for (let page = 0; page < mostPages; page++) {
      calls += 1
      const target = targetOf(settings, 'GET', activityPath(customer, Math.max(0, from), after))
      const replied = await call(target, undefined, stop)
      if (isLeft(replied)) return failed(replied.left)
      const reply = replied.right
      rate = rateOf(reply.headers, now())
      if (isUnknownCustomer(reply)) return right({ _tag: 'Absent', rate, calls })
      const judged = judge(reply, [], now())
      if (isLeft(judged)) return failed(judged.left)
      const activity = readActivity(reply)
      if (activity === undefined) return failed(unreadable(reply.status, rate))
      const found = activity.events.find(({ metadata }) => metadata[settings.verify.metadataKey] === stamp)
      if (found !== undefined) {
        return right({ _tag: 'Present', receipt: { status: reply.status, requestId: found.requestId }, rate, calls })
      }
      const theirs = httpDate(reply.headers['date'])
      if (theirs === undefined) return failed(refused("the answer does not tell Voucherify's time"))
      const aheadMs = now() - theirs
      if (calls === 1 && aheadMs > clocksApartMs) {
        from -= aheadMs
        page = -1 // it was not of the time that is looked through
        continue
      }
      if (activity.next === undefined) {
        // Nobody knows by how much the clock was wrong then.
        const isSetBack = since - now() > clocksApartMs
        if (isSetBack) return failed(refused("the machine's clock was set back by more than an hour since"))
        return right({ _tag: 'Absent', rate, calls })
      }
      after = activity.next
    }
    return failed(refused(`the customer has more than ${mostPages * 100} events since`))
  }

/** A dot or two are parts of a path that nobody can escape (WHATWG URL, section 4.4); half a surrogate pair is no text. */
const isAddressable = (customer: string): boolean => customer !== '.' && customer !== '..' && customer.isWellFormed()

const refused = (message: string): SendFailure => ({
  _tag: 'SendFailure',
  fate: 'refused',
  message: `not looked for: ${message}`,
})
