import type { Attempt, DoubtCause, DoubtEnd } from '@vouchrelay/core'
import { plain } from '../plain.ts'

/** Attempts for people, a line each: when, what became of it, what was answered. */
export const attemptLines = (attempts: readonly Attempt[]): readonly string[] =>
  attempts.map(({ at, failure, doubtEnd }) => {
    const { fate, doubt, status, requestId, message } = failure
    const about = [
      doubt === undefined ? fate.replaceAll('-', ' ') : `in doubt, ${causes[doubt]}`,
      ...(status === undefined ? [] : [`status ${status}`]),
      ...(requestId === undefined ? [] : [`request ${requestId}`]),
    ]
    const then = doubtEnd === undefined ? '' : `; ${ends[doubtEnd]}`
    return plain(`${new Date(at).toISOString()}  ${about.join(', ')}: ${message}${then}`)
  })

const causes = {
  crash: 'the relay crashed',
  timeout: 'no answer in time',
  reset: 'the connection broke',
  status: 'the answer does not say it',
  answer: 'the answer cannot be read',
  stopped: 'the relay stopped',
} as const satisfies Readonly<Record<DoubtCause, string>>

const ends = {
  resent: 'then sent again, so it may have been processed twice',
  found: 'then looked for, and it was there',
  absent: 'then looked for, not there, and sent again',
  parked: 'then parked',
  open: 'and it is not decided yet',
} as const satisfies Readonly<Record<DoubtEnd, string>>
