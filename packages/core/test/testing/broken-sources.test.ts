import { expect } from 'chai'
import type { Delivery } from '../../src/contracts/delivery.ts'
import { accept, type Verdict } from '../../src/contracts/verdict.ts'
import type { MemorySource } from '../../src/testing/memory-source.ts'
import { deliveryCases } from '../../src/testing/source/delivery-cases.ts'
import { settleCases } from '../../src/testing/source/settle-cases.ts'
import { sourceCases } from '../../src/testing/source/source-cases.ts'
import { failing } from './failing.ts'
import { journalLog } from './journal-log.ts'
import { memoryLog, type Change } from './memory-log.ts'
import { rewritten } from './rewritten.ts'

const each = (change: (delivery: Delivery, source: MemorySource) => Delivery): Change =>
  rewritten(async function* (deliveries, source) {
    for await (const delivery of deliveries) yield change(delivery, source)
  })

const settling = (settle: (verdict: Verdict, delivery: Delivery, source: MemorySource) => Promise<void>): Change =>
  each((delivery, source) => ({ ...delivery, settle: (verdict) => () => settle(verdict, delivery, source) }))

/** What each source has handed over in all its runs. */
const handed = new WeakMap<MemorySource, Delivery[]>()
const handedBy = (source: MemorySource): Delivery[] => {
  const all = handed.get(source) ?? []
  handed.set(source, all)
  return all
}

/** Reads whatever is there before it hands over the first. */
const readingAhead = rewritten(async function* (deliveries, { left }) {
  const there = left().length
  const all: Delivery[] = []
  for await (const delivery of deliveries) {
    if (all.length < there) all.push(delivery)
    if (all.length === there) yield* all.splice(0)
  }
})

const puttingLast = settling(async (verdict, delivery, source) => {
  const event = source.decode(delivery.raw)
  if (verdict._tag === 'Return' && event._tag === 'Right') source.add(event.right)
  await delivery.settle(accept)()
})

const acceptingAllBefore = each((delivery, source) => {
  const before = handedBy(source).splice(0)
  handedBy(source).push(...before, delivery)
  const settle = (verdict: Verdict) => async () => {
    if (verdict._tag === 'Accept') for (const one of before) await one.settle(accept)()
    await delivery.settle(verdict)()
  }
  return { ...delivery, settle }
})

const beginningAnew = rewritten(async function* (deliveries, source) {
  yield* handedBy(source)
  for await (const delivery of deliveries) {
    handedBy(source).push(delivery)
    yield delivery
  }
})

const names = 'gives each delivery its own name and an id that no other has'
const bytes = 'gives each delivery its bytes and its time'
const ahead = 'reads no more of its log than it is asked for, or a page'
const quiet = 'is well and logs nothing where all is well'
const endsWaiting = 'ends soon after it is told to stop, while it waits'
const endsMore = 'ends soon after it is told to stop, while there is more'
const endsBefore = 'ends soon where it was told to stop before'
const again = 'offers what was returned again, with its id, before any later event of its customer'
const thrice = 'offers what was returned a second time a third time'
const together = 'offers what was returned together in its order'
const alone = 'offers the event that was returned and not those that were accepted after it'
const goesOn = 'goes on after a stop where it was'
const never = 'offers what was accepted never again, after a kill either'
const unsettled = 'offers after a kill what was returned or not settled, in order and with its ids'
const overtaken = 'offers after a kill what was not settled, although a later event was accepted'
const more = 'takes what is put into its log after a restart'
const letter = 'decodes what a letter keeps of a delivery as it decodes the delivery'

const broken: readonly (readonly [what: string, change: Change, promises: readonly string[]])[] = [
  ['gives its deliveries the name of another', each((delivery) => ({ ...delivery, source: 'other' })), [names]],
  ['gives each delivery the same id', each((delivery) => ({ ...delivery, id: '1' })), [names]],
  ['gives no bytes', each((delivery) => ({ ...delivery, bytes: new Uint8Array() })), [bytes, letter]],
  ['gives no time', each((delivery) => ({ ...delivery, receivedAt: NaN })), [bytes]],
  ['reads its log before it hands over the first', readingAhead, [ahead, again, together, alone]],
  [
    'never ends',
    (source) => ({ ...source, deliveries: () => source.deliveries(new AbortController().signal) }),
    [endsWaiting, endsMore, endsBefore, goesOn],
  ],
  ['is never well', (source) => ({ ...source, ailment: () => 'it is Monday' }), [quiet]],
  [
    'takes a return for an accept',
    settling((_, { settle }) => settle(accept)()),
    [again, thrice, together, alone, unsettled],
  ],
  ['offers what was returned after what comes later', puttingLast, [again, together, unsettled]],
  [
    'offers what was returned with another id',
    each((delivery, { offered }) => ({ ...delivery, id: `${offered.length}` })),
    [again, unsettled],
  ],
  ['accepts what came before what is accepted', acceptingAllBefore, [together, alone, unsettled, overtaken]],
  ['begins anew at each start', beginningAnew, [goesOn, never, more]],
]

describe('the contract of a source is broken by one that', () => {
  for (const [what, change, promises] of broken) {
    it(what, async () => {
      expect(await failing(sourceCases({ ...memoryLog(change), patienceMs: 3_000 }))).to.deep.equal(promises)
    })
  }

  const twice = rewritten(async function* (deliveries) {
    for await (const delivery of deliveries) yield* [delivery, delivery]
  })
  const breakingOff = rewritten(() => {
    throw new Error('a bug of a plugin')
  })
  const rejecting = settling(() => Promise.reject(new Error('the disk is full')))
  const wide: readonly (readonly [what: string, change: Change, promise: string])[] = [
    ['hands over twice what is not settled', twice, 'hands over nothing that is not settled yet a second time'],
    ['breaks off', breakingOff, endsBefore],
    [
      'rejects a verdict',
      rejecting,
      'hands over each event once, in the order of its customer, where all are accepted',
    ],
  ]
  for (const [what, change, promise] of wide) {
    it(`${what}, in many ways`, async () => {
      expect(await failing(sourceCases({ ...memoryLog(change), patienceMs: 3_000 }))).to.include(promise)
    })
  }

  it('remembers a verdict when it closes and not before', async () => {
    const harness = journalLog((deliveries, { onClose }) => {
      const settling: (() => Promise<void>)[] = []
      onClose(async () => {
        for (const settle of settling) await settle()
      })
      return async function* (stop) {
        for await (const delivery of deliveries(stop)) {
          yield { ...delivery, settle: (verdict) => async () => void settling.push(delivery.settle(verdict)) }
        }
      }
    })
    expect(await failing(settleCases({ ...harness, patienceMs: 3_000 }))).to.deep.equal([
      again,
      thrice,
      together,
      alone,
      never,
    ])
  })

  it('logs its events', async () => {
    const harness = journalLog(
      (deliveries, { log }) =>
        async function* (stop) {
          for await (const delivery of deliveries(stop)) {
            log.warn({ id: delivery.id }, 'an event')
            yield delivery
          }
        },
    )
    expect(await failing(deliveryCases(harness))).to.deep.equal([quiet])
  })
})
