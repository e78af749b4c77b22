import type { Log } from '@vouchrelay/core'
import type { Assignment } from './assignment.ts'
import type { ConsumerSettings } from './consumer-settings.ts'
import type { Gone } from './driver.ts'
import { nameOf } from './locate.ts'

/**
 * What becomes of a partition whose position is not on the topic. Records that were deleted before they were read are skipped only
 * where the settings say so, and never in silence. A position beyond the end belongs to another topic of the same name, or to one
 * that lost its end: offsets, and the ids made of them, mean something else there, so a person decides.
 */
export const goneFrom =
  ({ whenGone, group }: Pick<ConsumerSettings, 'whenGone' | 'group'>, log: Log) =>
  (assignment: Assignment, { earliest, end }: Gone): void => {
    const position = assignment.position()
    if (position === undefined || (position >= earliest && position <= end)) return
    const { topic, partition } = assignment
    const facts = { topic, partition, position: String(position), earliest: String(earliest), end: String(end) }
    if (position < earliest && whenGone === 'earliest') {
      log.warn(
        facts,
        'records were deleted from the topic before they were read: reading goes on at the first that is left',
      )
      return assignment.skip(earliest, end)
    }
    const why =
      position < earliest
        ? `records of ${nameOf(assignment)} from offset ${position} on were deleted before they were read; the first that is left is ${earliest}`
        : `${nameOf(assignment)} ends at offset ${end}, before ${position}, where the group ${group} is: the topic was made anew or lost its end`
    log.error(facts, why)
    assignment.stop(why)
  }
