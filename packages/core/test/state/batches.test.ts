import { expect } from 'chai'
import { createBatches, submitted, type Batches } from '../../src/state/batches.ts'
import type { Batch, Operation, Reply } from '../../src/state/messages.ts'
import { logTo, until } from './scratch.ts'

const settle = (id: number): Operation => ({ does: 'settle', values: [id] })
const look = (messageId: string): Operation => ({ does: 'look', values: [messageId, 'r', 's'] })

/** A thread that answers when the test says so. */
const createThread = () => {
  const asked: Batch[] = []
  const waiting: ((reply: Reply) => void)[] = []
  return {
    asked,
    run: (batch: Batch, done: (reply: Reply) => void) => {
      asked.push(batch)
      waiting.push(done)
    },
    gone: () => undefined,
    answer: async (reply: Reply) => {
      await until(() => waiting.length > 0)
      waiting.shift()?.(reply)
    },
  }
}

const freight = { lengths: [], bytes: new ArrayBuffer(0) }
const done = (...results: number[]): Reply => ({ _tag: 'Done', results, freight })

describe('state/batches', () => {
  let thread: ReturnType<typeof createThread>
  let batches: Batches
  let logged: string[]
  beforeEach(() => {
    thread = createThread()
    logged = []
    batches = createBatches(thread, logTo(logged))
  })

  it('puts what is submitted in one turn into one batch, in order', async () => {
    const both = [submitted(batches, 'at once', [look('a')]), submitted(batches, 'soon', [settle(1), settle(2)])]
    await thread.answer(done(1, 0, 0))
    expect(await Promise.all(both)).to.deep.equal([
      { _tag: 'Right', right: [1] },
      { _tag: 'Right', right: [0, 0] },
    ])
    expect(thread.asked.map(({ writes, flat }) => ({ writes, flat }))).to.deep.equal([
      { writes: true, flat: ['look', 'a', 'r', 's', 'settle', 1, 'settle', 2] },
    ])
  })

  it('keeps one batch with the thread and sends what came meanwhile as the next', async () => {
    const first = submitted(batches, 'at once', [look('a')])
    await until(() => thread.asked.length === 1)
    const others = ['b', 'c', 'd'].map((id) => submitted(batches, 'at once', [look(id)]))
    await thread.answer(done(0))
    await first
    await thread.answer(done(0, 0, 0))
    await Promise.all(others)
    expect(thread.asked.map(({ flat }) => flat.length)).to.deep.equal([4, 12])
  })

  it('says whether a batch writes', async () => {
    const read = submitted(batches, 'at once', [look('a')])
    await thread.answer(done(0))
    await read
    expect(thread.asked.map(({ writes }) => writes)).to.deep.equal([false])
  })

  it('sends what may linger although nothing urgent comes', async () => {
    const lingering = submitted(batches, 'soon', [settle(1)])
    await thread.answer(done(0))
    expect(await lingering).to.deep.equal({ _tag: 'Right', right: [0] })
  })

  it('lets nobody linger who has company enough', async () => {
    const all = Array.from({ length: 48 }, (_, id) => submitted(batches, 'soon', [settle(id)]))
    await new Promise((resolve) => setImmediate(resolve))
    expect(thread.asked.length).to.equal(1)
    await thread.answer(done(...all.map(() => 0)))
    await Promise.all(all)
  })

  it('never splits a submission', async () => {
    const many = Array.from({ length: 2_000 }, (_, id) => settle(id))
    const whole = submitted(batches, 'at once', many)
    await thread.answer(done(...many.map(() => 0)))
    await whole
    expect(thread.asked.length).to.equal(1)
  })

  it('fails all of a batch with the state, and ails until a batch that writes succeeds', async () => {
    const failed = ['a', 'b'].map((id) => submitted(batches, 'at once', [look(id)]))
    await thread.answer({ _tag: 'Failed', message: 'the disk is full' })
    const failure = { _tag: 'Left', left: { _tag: 'StateFailure', message: 'the disk is full' } }
    expect(await Promise.all(failed)).to.deep.equal([failure, failure])

    const read = submitted(batches, 'at once', [look('a')])
    await thread.answer(done(0))
    await read
    expect(batches.ailment()).to.equal('the disk is full')

    const write = submitted(batches, 'at once', [settle(1)])
    await thread.answer(done(0))
    await write
    expect(batches.ailment()).to.equal(undefined)
    expect(logged).to.deep.equal(['the state cannot be written', 'the state can be written again'])
  })

  it('fails only the submission whose operation is wrong, and runs the others again in order', async () => {
    const results = [[look('a')], [settle(1), settle(2)], [look('b')]].map((operations) =>
      submitted(batches, 'at once', operations),
    )
    await thread.answer({ _tag: 'Failed', message: 'the operation was refused', guilty: 2 })
    await thread.answer(done(1, 0))
    expect(await Promise.all(results)).to.deep.equal([
      { _tag: 'Right', right: [1] },
      { _tag: 'Left', left: { _tag: 'StateFailure', message: 'the operation was refused', isRefused: true } },
      { _tag: 'Right', right: [0] },
    ])
    expect(thread.asked[1]?.flat).to.deep.equal(['look', 'a', 'r', 's', 'look', 'b', 'r', 's'])
    expect(batches.ailment()).to.equal(undefined)
  })

  it('closes when all that was submitted is answered, and refuses what comes later', async () => {
    const before = submitted(batches, 'soon', [settle(1)])
    const closed = batches.close()
    const after = submitted(batches, 'at once', [settle(2)])
    await thread.answer(done(0))
    await closed
    expect(await Promise.all([before, after])).to.deep.equal([
      { _tag: 'Right', right: [0] },
      { _tag: 'Left', left: { _tag: 'StateFailure', message: 'the state is closed' } },
    ])
  })
})
