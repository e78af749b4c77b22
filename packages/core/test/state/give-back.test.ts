import { expect } from 'chai'
import type { State } from '../../src/state/open-state.ts'
import { createScratch, next, rightOf, rowsIn } from './scratch.ts'

const megabyte = 1024 * 1024

describe('giving room back', () => {
  const scratch = createScratch()
  afterEach(scratch.clean)

  const pagesOf = (dir: string) => {
    const [free] = rowsIn(dir, 'PRAGMA freelist_count')
    const [all] = rowsIn(dir, 'PRAGMA page_count')
    return { free: Number(free?.['freelist_count']), all: Number(all?.['page_count']) }
  }

  const fillAndDrain = async (state: State, megabytes: number) => {
    const journal = state.journal('shop')
    const event = { bytes: Buffer.alloc(megabyte, 1), receivedAt: 1 }
    for (let i = 0; i < megabytes; i++) rightOf(await journal.append([event])())
    const deliveries = journal.deliveries(new AbortController().signal)[Symbol.asyncIterator]()
    for (let i = 0; i < megabytes; i++) await (await next(deliveries)).settle({ _tag: 'Accept' })()
  }

  it('leaves little that is free in the file, while events come and go', async function () {
    this.timeout(60_000)
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await fillAndDrain(state, 24)
    const before = pagesOf(dir)
    await state.close()
    const again = await scratch.open(dir)
    while (pagesOf(dir).free > 4_096)
      rightOf(await again.journal('shop').append([{ bytes: Buffer.from('{}'), receivedAt: 1 }])())
    const after = pagesOf(dir)
    expect([before.free > 6_000, after.all < before.all - 1_500]).to.deep.equal([true, true])
  })
})
