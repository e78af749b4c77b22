import type { Labelled } from './labelled.ts'
import type { Random } from './random.ts'

const isDelivered = ({ fates }: Labelled): boolean =>
  typeof fates === 'object' && Object.values(fates).every((fate) => fate === 'delivered')

const copyOf = ({ call, at, fates }: Labelled, delayMs: number): Labelled => ({
  call,
  at: at + delayMs,
  fates: Object.fromEntries(Object.keys(fates).map((route) => [route, 'duplicate'])),
})

/** Copies of some delivered events, a while after them: a library sends again what it got no answer to. */
export const copies = (events: readonly Labelled[], percent: number, random: Random): readonly Labelled[] =>
  events
    .filter(isDelivered)
    .filter(() => random.chance(percent))
    .map((event) => copyOf(event, random.between(1_000, 600_000)))
