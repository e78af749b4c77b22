import { fromNullable } from 'fp-ts/lib/TaskEither.js'
import type { Destination } from '../../src/contracts/destination.ts'
import { definePlugin } from '../../src/contracts/plugin.ts'
import { closed } from '../../src/settings/closed.ts'
import { required } from '../../src/settings/field.ts'
import { Text } from '../../src/settings/values.ts'
import type { DestinationHarness } from '../../src/testing/destination/destination-harness.ts'
import { memoryDestination, type Answer, type MemoryDestination } from '../../src/testing/memory-destination.ts'

/** A far end in memory. */
export interface Shop extends AsyncDisposable {
  readonly name: string
  /** What the next attempts come to. */
  readonly script: Answer[]
  /** How often a look-up or a probe fails from now on. */
  failures: number
  readonly destination: MemoryDestination
}

/** Makes another destination of one, as a plugin that is broken would have it. */
export type Change = (destination: Destination<unknown>) => Destination<unknown>

/** A destination in memory, as it is or changed. */
export const memoryShop = (change: Change = (destination) => destination): DestinationHarness<Shop> => {
  const shops = new Map<string, Shop>()
  return {
    plugin: definePlugin({
      kind: 'destination',
      name: 'memory',
      summary: 'Remembers bodies.',
      status: 'beta',
      config: closed('the settings of the destination memory', { shop: required(Text, { summary: 'Which memory.' }) }),
      examples: [{ title: 'A memory', config: { shop: 'one' } }],
      pure: () => ({ bodies: memoryDestination(undefined, undefined, { doubtful: 'verifiable' }).bodies }),
      create: ({ shop }, { name: part }) => {
        const destination = shops.get(shop)?.destination as Destination<unknown> | undefined // as a relay knows it
        const nowhere = { _tag: 'StartFailure' as const, part, message: `there is no ${shop}` }
        return fromNullable(nowhere)(destination === undefined ? undefined : change(destination))
      },
    }),
    bodies: { event: { customer: 'ann', points: 5 } },
    open: async () => {
      const script: Answer[] = []
      const name = `shop ${shops.size}`
      const shop: Shop = {
        name,
        script,
        failures: 0,
        destination: memoryDestination(() => script.shift() ?? 'ok', 64, {
          doubtful: 'verifiable',
          looking: () => (shop.failures-- > 0 ? 'unavailable' : undefined),
          probing: () => (shop.failures-- > 0 ? 'unavailable' : 'ok'),
        }),
        [Symbol.asyncDispose]: async () => undefined,
      }
      shops.set(name, shop)
      return shop
    },
    settings: ({ name }) => ({ shop: name }),
    attempts: ({ destination }) => destination.attempts.length,
    troubles: {
      refused: ({ script }) => script.push('refused'),
      throttled: ({ script }) => script.push('throttled'),
      unavailable: ({ script }) => script.push('unavailable'),
      'in-doubt': ({ script }) => script.push('in-doubt'),
      misconfigured: ({ script }) => script.push('misconfigured'),
    },
    hang: ({ script }) => script.push('hang'),
    verifiable: ['event'],
    probes: true,
    failRead: (shop) => (shop.failures = 1),
    kept: ({ destination }) => [...destination.attempts],
    secrets: ['open sesame'],
  }
}
