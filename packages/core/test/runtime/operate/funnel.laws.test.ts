import { expect } from 'chai'
import fc from 'fast-check'
import type { BuryReason, ShipmentEnd, SkipReason } from '../../../src/contracts/outcome.ts'
import { createCounter } from '../../../src/runtime/counts.ts'
import { lettersRun } from '../../../src/runtime/operate/decide.ts'
import { funnelOf } from '../../../src/runtime/operate/funnel.ts'

const skips: readonly SkipReason[] = ['no route', 'duplicate', 'parked', 'no identity', 'suppressed', 'tombstone']
const buries: readonly BuryReason[] = ['undecodable', 'unmappable', 'invalid', 'refused', 'exhausted', 'in doubt']

const anEnd: fc.Arbitrary<ShipmentEnd> = fc.oneof(
  fc.constant<ShipmentEnd>({ _tag: 'Forwarded', receipt: { status: 200 } }),
  fc.constantFrom(...skips).map((reason): ShipmentEnd => ({ _tag: 'Skipped', reason })),
  fc.constantFrom(...buries).map((reason): ShipmentEnd => ({ _tag: 'Buried', reason, faults: [], attempts: [] })),
  fc.constant<ShipmentEnd>({ _tag: 'Returned', reason: 'stopping' }),
)

/** Where an event comes from: live, a letter that is sent again, a file that is replayed. */
const origins = [undefined, { run: lettersRun, route: 'r' }, { run: 'a file' }] as const
const anOrigin = fc.constantFrom(...origins)

const aStep = fc.oneof(
  fc.record({ do: fc.constant('receive' as const), origin: anOrigin }),
  fc.record({ do: fc.constant('pull' as const), origin: anOrigin }),
  fc.record({ do: fc.constant('doubt' as const), which: fc.nat(9) }),
  fc.record({ do: fc.constant('end' as const), which: fc.nat(9), end: anEnd }),
  fc.record({ do: fc.constant('forget' as const) }),
)

describe('the funnel', () => {
  it('adds up after every step, with a journal and without, whatever is replayed and forgotten', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(aStep, { maxLength: 60 }), (hasJournal, steps) => {
        const depths = { live: hasJournal ? 3 : 0, replays: 2 }
        const counter = createCounter(['r'])
        counter.source('shop')
        if (hasJournal) counter.journalled('shop', () => depths.live)
        counter.replayed('shop', () => depths.replays)
        const flying: { readonly id: string; readonly origin: (typeof origins)[number] }[] = []
        const logOf = (origin: (typeof origins)[number]) => {
          if (origin?.run === lettersRun) return 'replays'
          return origin === undefined && hasJournal ? 'live' : undefined
        }
        const waitingIn = (log: 'live' | 'replays') =>
          depths[log] - flying.filter((one) => logOf(one.origin) === log).length

        for (const [i, step] of steps.entries()) {
          const some = 'which' in step ? flying[step.which % Math.max(1, flying.length)] : undefined
          if (step.do === 'receive') {
            const log = logOf(step.origin)
            if (log !== undefined) {
              depths[log] += 1
              counter.received('shop', 1)
            }
          } else if (step.do === 'pull') {
            const log = logOf(step.origin)
            if (log === undefined || waitingIn(log) > 0) {
              flying.push({ id: `${i}`, origin: step.origin })
              counter.pulled({ source: 'shop', replay: step.origin })
            }
          } else if (step.do === 'forget' && waitingIn('live') > 0) {
            depths.live -= 1
            counter.forgotten('shop', 1)
          } else if (step.do === 'doubt' && some !== undefined) {
            counter.doubted({ source: 'shop', deliveryId: some.id, route: 'r' })
          } else if (step.do === 'end' && some !== undefined) {
            flying.splice(flying.indexOf(some), 1)
            const log = logOf(some.origin)
            if (log !== undefined && step.end._tag !== 'Returned') depths[log] -= 1
            counter.ended({
              source: 'shop',
              deliveryId: some.id,
              messageId: 'm',
              end: step.end,
              shipments: [],
              replay: some.origin,
            })
          }
          const counts = counter.read().sources['shop']
          if (counts === undefined) throw new Error('there is no source')
          const { received, unaccounted, ...stages } = funnelOf(counts)
          const sum = Object.values(stages).reduce((total, count) => total + count, 0)
          expect([sum, unaccounted, Math.min(...Object.values(stages)) >= 0]).to.deep.equal([received, 0, true])
        }
      }),
    )
  })
})
