import { asyncScheduler, type SchedulerLike } from 'rxjs'

/**
 * Real time that only goes forward: whoever sets the machine's clock makes no wait longer or shorter. Its `now` is near the
 * epoch's milliseconds and means nothing beside another clock.
 */
export const monotonicScheduler: SchedulerLike = Object.assign(
  Object.create(asyncScheduler) as SchedulerLike, // it is one, but for its clock and what it has to do
  { now: (): number => performance.timeOrigin + performance.now(), actions: [] },
)
