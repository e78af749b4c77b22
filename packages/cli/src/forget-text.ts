import type { ForgetReport } from '@vouchrelay/core'

/** What came of forgetting a person, for people. It does not say whom. */
export const forgetText = (report: ForgetReport): string => {
  const { removed, sharedEvents, underWay, unreadableEvents, unclearLetters } = report
  const notes: readonly (readonly [count: number, what: string, then: string])[] = [
    [underWay, 'shipments under way', 'what has begun goes on. Run this again when it has ended, to remove its traces'],
    [
      sharedEvents,
      'events that concern others, too',
      'they wait for those, and nothing of them is sent to this person',
    ],
    [unreadableEvents, 'events of sources that the settings do not name', 'nobody can tell whom they concern'],
    [unclearLetters.length, 'letters that hold the id', `nobody can tell why, look at ${unclearLetters.join(', ')}`],
  ]
  return [
    'on the list: nothing more is sent',
    `removed: events that waited ${removed.events}, letters ${removed.letters}, shipments ${removed.shipments}`,
    ...notes.flatMap(([count, what, then]) => (count === 0 ? [] : [`${what}: ${count}; ${then}`])),
    '',
  ].join('\n')
}
