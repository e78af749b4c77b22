import type { Log } from '@vouchrelay/core'
import type { Assignment } from './assignment.ts'
import { createBackoff } from './backoff.ts'
import type { Clock } from './clock.ts'
import type { ConsumerSettings } from './consumer-settings.ts'
import type { Driver } from './driver.ts'
import { isKafkaFailure } from './kafka-failure.ts'
import { locate, type Place } from './locate.ts'
import type { Loop } from './loop.ts'

/** Finds out where assignments begin. */
export interface Locator {
  /** `found` is called when some begin, each time in the loop. Repeats what fails, for as long as they are ours. */
  readonly locate: (assignments: readonly Assignment[], found: () => void) => void
  /** What it failed with last, in a sentence; undefined where it worked. */
  readonly failing: () => string | undefined
}

export interface LocatorParts {
  readonly driver: Pick<Driver, 'committed' | 'find'>
  readonly settings: Pick<ConsumerSettings, 'group' | 'startFrom'>
  readonly clock: Clock
  readonly log: Log
  readonly loop: Loop
  /** Ends its rests. */
  readonly closing: AbortSignal
  /** What is not a `KafkaFailure`: a bug. */
  readonly broken: (error: unknown) => void
}

const isLocating = (assignment: Assignment): boolean => assignment.standing()._tag === 'Locating'

export const createLocator = ({ driver, settings, clock, log, loop, closing, broken }: LocatorParts): Locator => {
  let failing: string | undefined

  const begin = (assignment: Assignment, place: Place | undefined): void => {
    if (place === undefined || !isLocating(assignment)) return
    if (place._tag === 'At') return assignment.begin(place.offset, place.isCommitted)
    log.error({ topic: assignment.topic, partition: assignment.partition }, place.why)
    assignment.stop(place.why)
  }

  const find = async (assignments: readonly Assignment[], found: () => void): Promise<void> => {
    const backoff = createBackoff()
    for (let left = assignments; left.length > 0 && !closing.aborted; left = assignments.filter(isLocating)) {
      try {
        const places = await locate(driver, settings, left)
        loop(() => {
          failing = undefined
          left.forEach((assignment, index) => begin(assignment, places[index]))
          found()
        })
        return
      } catch (error) {
        if (!isKafkaFailure(error)) return broken(error)
        loop(() => {
          failing = error.message
        })
        await clock.wait(backoff.failed(), closing)
      }
    }
    failing = undefined
  }

  return { locate: (assignments, found) => void find(assignments, found), failing: () => failing }
}
