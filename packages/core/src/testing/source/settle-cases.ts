import assert from 'node:assert/strict'
import type { ContractCase } from '../contract-case.ts'
import { byCustomer, samplesOf } from './samples.ts'
import type { SourceHarness } from './source-harness.ts'
import { messageIdsOf, type Offer } from './source-reader.ts'
import { withSource, type RunningSource } from './with-source.ts'

const idsOf = (offers: readonly Offer[]): Readonly<Record<string, string>> =>
  Object.fromEntries(offers.map(({ messageId, delivery }) => [messageId, delivery.id]))

/** What a source promises of verdicts: those of one run, and those of runs before it. */
export const settleCases = (harness: SourceHarness): readonly ContractCase[] => {
  const on = (title: string, use: (running: RunningSource) => Promise<void>): ContractCase => ({
    title,
    run: () => withSource(harness, use),
  })
  return [
    on('offers what was returned again, with its id, before any later event of its customer', async (running) => {
      await running.put(samplesOf('a1', 'a2', 'b1', 'a3'))
      const reader = running.read()
      const first = await reader.take()
      await reader.giveBack(first)
      const rest = await reader.acceptNext(4)
      assert.deepEqual(byCustomer(messageIdsOf(rest)), { a: ['a1', 'a2', 'a3'], b: ['b1'] })
      assert.equal(idsOf(rest)[first.messageId], first.delivery.id)
    }),

    on('offers what was returned a second time a third time', async (running) => {
      await running.put(samplesOf('a1', 'a2'))
      const reader = running.read()
      for (const _ of ['once', 'twice']) await reader.giveBack(await reader.take())
      assert.deepEqual(messageIdsOf(await reader.acceptNext(2)), ['a1', 'a2'])
    }),

    on('offers what was returned together in its order', async (running) => {
      await running.put(samplesOf('a1', 'a2', 'b1', 'a3'))
      const reader = running.read()
      // One more than there are: it waits when they are returned.
      const offers = await reader.takeUpTo(5)
      for (const offer of offers.toReversed()) await reader.giveBack(offer)
      // What it handed over between two returns goes back, too, as the pipeline does it.
      for (const offer of await reader.takeAsked()) await reader.giveBack(offer)
      const rest = messageIdsOf(await reader.acceptNext(4))
      assert.deepEqual(byCustomer(rest), { a: ['a1', 'a2', 'a3'], b: ['b1'] })
    }),

    on('offers the event that was returned and not those that were accepted after it', async (running) => {
      await running.put(samplesOf('a1', 'b1', 'c1'))
      const reader = running.read()
      const [first, ...others] = await reader.takeUpTo(3)
      for (const offer of others) await reader.accept(offer)
      await reader.giveBack(first)
      const rest = messageIdsOf(await reader.acceptNext(3 - others.length))
      assert.deepEqual([...messageIdsOf(others), ...rest].toSorted(), ['a1', 'b1', 'c1'])
    }),

    on('goes on after a stop where it was', async (running) => {
      await running.put(samplesOf('a1', 'a2', 'a3'))
      await running.read().acceptNext(1)
      const again = await running.restart()
      assert.deepEqual(messageIdsOf(await again.read().acceptNext(2)), ['a2', 'a3'])
    }),

    on('offers what was accepted never again, after a kill either', async (running) => {
      await running.put(samplesOf('a1', 'a2', 'a3'))
      await running.read().acceptNext(2)
      const again = await running.restartKilled()
      assert.deepEqual(messageIdsOf(await again.read().acceptNext(1)), ['a3'])
    }),

    on('offers after a kill what was returned or not settled, in order and with its ids', async (running) => {
      await running.put(samplesOf('a1', 'a2', 'a3'))
      const reader = running.read()
      const before = await reader.takeUpTo(2)
      await reader.giveBack(before.at(-1) ?? before[0])
      const again = await running.restartKilled()
      const after = await again.read().acceptNext(3)
      assert.deepEqual(messageIdsOf(after), ['a1', 'a2', 'a3'])
      assert.deepEqual({ ...idsOf(after), ...idsOf(before) }, idsOf(after))
    }),

    on('offers after a kill what was not settled, although a later event was accepted', async (running) => {
      await running.put(samplesOf('a1', 'b1', 'c1'))
      const reader = running.read()
      const [first, ...others] = await reader.takeUpTo(3)
      for (const offer of others) await reader.accept(offer)
      const again = await running.restartKilled()
      assert.equal((await again.read().take()).messageId, first.messageId)
    }),

    on('takes what is put into its log after a restart', async (running) => {
      await running.put(samplesOf('a1'))
      await running.read().acceptNext(1)
      const again = await running.restart()
      await again.put(samplesOf('a2'))
      assert.deepEqual(messageIdsOf(await again.read().acceptNext(1)), ['a2'])
    }),
  ]
}
