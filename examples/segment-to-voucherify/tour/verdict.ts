import type { Expected } from '../bundle/expected.ts'
import type { Course } from './follow.ts'
import { differences } from './sums.ts'

/** What the tour saw. */
export interface Findings {
  readonly expected: Expected
  readonly sums: Expected
  readonly course: Course
  /** How many events the sandbox holds. */
  readonly held: number
}

const shipmentsOf = ({ routes }: Expected): number =>
  Object.values(routes).reduce((sum, { delivered }) => sum + delivered, 0)

/** What is not as it should be, a sentence each. */
export const faultsIn = ({ expected, sums, course, held }: Findings): readonly string[] => {
  const { readings, offReadings } = course
  const shipments = shipmentsOf(sums)
  return [
    ...differences(expected, sums),
    ...(offReadings === 0 ? [] : [`${offReadings} of ${readings} readings did not add up`]),
    ...(held === shipments ? [] : [`the sandbox holds ${held} events, but ${shipments} shipments were delivered`]),
  ]
}

/** What is to be said when nothing is wrong. */
export const praise = ({ sums, course, held }: Findings): readonly string[] => [
  `each of ${sums.received} events is accounted for, in all ${course.readings} readings along the way,`,
  `and the sandbox holds ${held} events for the ${shipmentsOf(sums)} shipments that were delivered.`,
]
