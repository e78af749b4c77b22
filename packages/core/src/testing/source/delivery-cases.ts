import assert from 'node:assert/strict'
import type { ContractCase } from '../contract-case.ts'
import { heldBytes } from '../held-bytes.ts'
import { byCustomer, samplesOf } from './samples.ts'
import type { SourceHarness } from './source-harness.ts'
import { messageIdsOf } from './source-reader.ts'
import { withSource, type RunningSource } from './with-source.ts'

const mebibyte = 1024 * 1024

/** 12 MiB of events: who reads all of it holds more than any page or buffer has reason to. */
const heavy = { events: 512, textBytes: 24 * 1024, putAtOnce: 32, mostHeldBytes: 6 * mebibyte }

/** What a source promises of handing over. */
export const deliveryCases = (harness: SourceHarness): readonly ContractCase[] => {
  const on = (title: string, use: (running: RunningSource) => Promise<void>): ContractCase => ({
    title,
    run: () => withSource(harness, use),
  })
  return [
    on('hands over each event once, in the order of its customer, where all are accepted', async ({ put, read }) => {
      const all = ['a1', 'b1', 'a2', 'b2', 'a3']
      await put(samplesOf(...all))
      const offered = messageIdsOf(await read().acceptNext(all.length))
      assert.deepEqual(byCustomer(offered.toSorted()), byCustomer(offered))
      assert.deepEqual(offered.toSorted(), all.toSorted())
    }),

    on('gives each delivery its own name and an id that no other has', async ({ name, put, read }) => {
      await put(samplesOf('a1', 'b1', 'a2'))
      const deliveries = (await read().acceptNext(3)).map(({ delivery }) => delivery)
      assert.deepEqual(
        deliveries.map(({ source }) => source),
        [name, name, name],
      )
      assert.equal(new Set(deliveries.map(({ id }) => id)).size, 3)
      assert.ok(deliveries.every(({ id }) => typeof id === 'string' && id !== ''))
    }),

    on('gives each delivery its bytes and its time', async ({ put, read }) => {
      await put(samplesOf('a1'))
      const { delivery } = await read().take()
      assert.ok(delivery.bytes instanceof Uint8Array && delivery.bytes.byteLength > 0)
      assert.ok(Number.isFinite(delivery.receivedAt))
      assert.equal(typeof (delivery.envelope ?? ''), 'string')
    }),

    on('hands over nothing that is not settled yet a second time', async ({ put, read }) => {
      await put(samplesOf('a1', 'b1', 'a2'))
      const offered = messageIdsOf(await read().takeUpTo(4))
      assert.deepEqual(offered, [...new Set(offered)])
    }),

    on('reads no more of its log than it is asked for, or a page', async ({ put, read }) => {
      for (let first = 0; first < heavy.events; first += heavy.putAtOnce) {
        const samples = Array.from({ length: heavy.putAtOnce }, (_, i) => ({
          messageId: `a${first + i}`,
          customer: 'a',
          text: 'x'.repeat(heavy.textBytes),
        }))
        await put(samples)
      }
      const before = await heldBytes()
      await read().acceptNext(heavy.putAtOnce)
      const held = (await heldBytes()) - before
      const found = `${(held / mebibyte).toFixed(1)} MiB held`
      assert.ok(held < heavy.mostHeldBytes, `expected a page of the 12 MiB in the log, found ${found}`)
    }),

    on('is well and logs nothing where all is well', async ({ source, logged, put, read, restart }) => {
      await put(samplesOf('a1', 'b1'))
      const reader = read()
      await reader.acceptNext(1)
      assert.equal(source.ailment?.(), undefined)
      await reader.acceptNext(1)
      await restart()
      assert.deepEqual(logged, [])
    }),

    on('ends soon after it is told to stop, while it waits', async ({ put, read, stop }) => {
      await put(samplesOf('a1'))
      const reader = read()
      const [offer] = await reader.takeUpTo(2)
      stop()
      await reader.giveBack(offer)
      await reader.end()
    }),

    on('ends soon after it is told to stop, while there is more', async ({ put, read, stop }) => {
      await put(samplesOf('a1', 'b1', 'a2'))
      const reader = read()
      const offer = await reader.take()
      stop()
      await reader.giveBack(offer)
      await reader.end()
    }),

    on('ends soon where it was told to stop before', async ({ put, read, stop }) => {
      await put(samplesOf('a1'))
      stop()
      await read().end()
    }),
  ]
}
