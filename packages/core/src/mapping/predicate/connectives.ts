import type { FilterExample } from './example.ts'

/** A word that makes one condition of others. */
export interface Connective {
  /** All ways to write it. */
  readonly symbols: readonly [string, ...string[]]
  readonly summary: string
  readonly examples: readonly [FilterExample, ...FilterExample[]]
}

const order = { type: 'track', event: 'Order Completed', properties: { vip: true } }

/**
 * The connectives, the one that binds tightest first.
 *
 * @see https://segment.com/docs/api/public-api/fql/#boolean
 */
export const connectives: readonly Connective[] = [
  {
    symbols: ['!', 'not'],
    summary:
      'Holds where what follows does not. `!` stands before parentheses, a function or a field; `not` before a ' +
      'comparison, too.',
    examples: [
      { filter: '!(type = "page") and not event = "Order Updated"', event: order, holds: true },
      { filter: '!properties.vip', event: order, holds: false },
      { filter: '!properties.nope', event: order, holds: true },
    ],
  },
  {
    symbols: ['and'],
    summary: 'Holds where both sides do.',
    examples: [{ filter: 'type = "track" and event = "Order Completed"', event: order, holds: true }],
  },
  {
    symbols: ['or'],
    summary: 'Holds where one side does, or both.',
    examples: [{ filter: 'event = "A" and type = "track" or type = "page"', event: order, holds: false }],
  },
]
