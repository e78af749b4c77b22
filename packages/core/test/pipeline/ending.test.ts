import { expect } from 'chai'
import type { Delivery } from '../../src/contracts/delivery.ts'
import type { Entry, Ledger } from '../../src/contracts/ledger.ts'
import { createEnding } from '../../src/pipeline/ending.ts'
import { memoryLedger } from '../../src/state/memory.ts'

const deliveryOf = (withdrawn?: AbortSignal): Delivery => ({
  source: 'shop',
  id: '1',
  raw: undefined,
  bytes: Buffer.from('{}'),
  receivedAt: 0,
  withdrawn,
  settle: () => () => Promise.resolve(),
})

/** An ending of some parts over a ledger that writes when it is told to. */
const begin = (parts: number, delivery = deliveryOf()) => {
  const written: boolean[] = []
  const waiting: (() => void)[] = []
  const conclude = (entry: Entry) => () =>
    new Promise<void>((resolve) => {
      written.push(entry.done === delivery)
      waiting.push(resolve)
    })
  const ledger: Ledger = { ...memoryLedger(), conclude }
  const ending = createEnding(ledger, delivery, parts)
  const end = async () => {
    const ended = ending.end({})
    waiting.shift()?.()
    await ended
  }
  return { ending, end, written, write: () => waiting.shift()?.() }
}

describe('the end of an event', () => {
  it('is in the commit of its only part', async () => {
    const { end, written } = begin(1)
    await end()
    expect(written).to.deep.equal([true])
  })

  it('is in the commit of its last part alone', async () => {
    const { end, written } = begin(3)
    for (let part = 0; part < 3; part++) await end()
    expect(written).to.deep.equal([false, false, true])
  })

  it('is in the commit of the last part that has something to write', async () => {
    const { ending, end, written } = begin(3)
    ending.pass()
    await end()
    await end()
    expect(written).to.deep.equal([false, true])
  })

  it('is in none where the last part has nothing to write', async () => {
    const { ending, end, written } = begin(2)
    await end()
    ending.pass()
    expect(written).to.deep.equal([false])
  })

  it('is in none where two parts end at once: either may fail', async () => {
    const { ending, written, write } = begin(2)
    const both = [ending.end({}), ending.end({})]
    write()
    write()
    await Promise.all(both)
    expect(written).to.deep.equal([false, false])
  })

  it('is in none where a part is given back, before or after', async () => {
    const [before, after] = [begin(2), begin(2)]
    before.ending.giveBack()
    await before.end()
    await after.end()
    after.ending.giveBack()
    expect([before.written, after.written]).to.deep.equal([[false], [false]])
  })

  it('is in none where the event was withdrawn: it is somebody else to whom it ends', async () => {
    const { end, written } = begin(1, deliveryOf(AbortSignal.abort()))
    await end()
    expect(written).to.deep.equal([false])
  })
})
