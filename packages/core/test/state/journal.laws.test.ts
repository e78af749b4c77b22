import { expect } from 'chai'
import fc from 'fast-check'
import type { Delivery } from '../../src/contracts/delivery.ts'
import { accept, type Verdict } from '../../src/contracts/verdict.ts'
import type { State } from '../../src/state/open-state.ts'
import { createScratch, entry, next, rightOf, textOf, type Scratch } from './scratch.ts'

const giveBack: Verdict = { _tag: 'Return', reason: 'stopping' }

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('append' as const), n: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('take' as const), n: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('accept' as const), n: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('giveBack' as const), n: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('restart' as const), n: fc.constant(0) }) },
)

/** A consumer of one journal that knows what it must see next. */
const createConsumer = async (scratch: Scratch) => {
  const dir = scratch.dir()
  const accepted: string[] = []
  let appended = 0
  let held: Delivery[] = []
  let stop = new AbortController()
  let state: State = await scratch.open(dir)
  const start = () => state.journal('shop').deliveries(stop.signal)[Symbol.asyncIterator]()
  let deliveries = start()

  const waiting = () => {
    const texts = Array.from({ length: appended }, (_, i) => String(i))
    return texts.filter((text) => !accepted.includes(text) && !held.some((delivery) => textOf(delivery) === text))
  }
  const remove = (n: number) => held.splice(n % Math.max(held.length, 1), 1)
  return {
    accepted,
    waiting,
    depth: () => state.journal('shop').depth(),
    append: async (n: number) => {
      const texts = Array.from({ length: n }, (_, i) => String(appended + i))
      rightOf(await state.journal('shop').append(texts.map(entry))())
      appended += n
    },
    take: async (n: number) => {
      for (const expected of waiting().slice(0, n)) {
        const delivery = await next(deliveries)
        expect(textOf(delivery)).to.equal(expected)
        held.push(delivery)
      }
    },
    accept: async (n: number) => {
      for (const delivery of remove(n)) {
        await delivery.settle(accept)()
        accepted.push(textOf(delivery))
      }
    },
    giveBack: async (n: number) => {
      for (const delivery of remove(n)) await delivery.settle(giveBack)()
    },
    restart: async () => {
      stop.abort()
      await state.close()
      stop = new AbortController()
      state = await scratch.open(dir)
      held = []
      deliveries = start()
    },
    all: () => Array.from({ length: appended }, (_, i) => String(i)),
  }
}

describe('state/journal, whatever happens', () => {
  const scratch = createScratch()
  afterEach(scratch.clean)

  it('has every appended event accepted exactly once, in order, what was returned before what is later', async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
          const consumer = await createConsumer(scratch)
          for (const { does, n } of steps) await consumer[does](n)
          await consumer.restart()
          while (consumer.waiting().length > 0) {
            await consumer.take(1)
            await consumer.accept(0)
          }
          expect(consumer.accepted.toSorted((a, b) => Number(a) - Number(b))).to.deep.equal(consumer.all())
          expect(consumer.depth()).to.equal(0)
        })
        .afterEach(scratch.clean),
      { numRuns: 20 },
    )
  }).timeout(60_000)
})
