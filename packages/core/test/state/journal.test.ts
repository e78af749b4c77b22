import type { Worker } from 'node:worker_threads'
import { expect } from 'chai'
import type { Delivery } from '../../src/contracts/delivery.ts'
import { accept, type Verdict } from '../../src/contracts/verdict.ts'
import { createScratch, entry, next, rightOf, textOf } from './scratch.ts'

const giveBack: Verdict = { _tag: 'Return', reason: 'state unavailable' }

describe('state/journal', () => {
  const scratch = createScratch()
  const stop = new AbortController()
  afterEach(scratch.clean)

  const begin = async (texts: readonly string[], dir = scratch.dir()) => {
    const state = await scratch.open(dir)
    const journal = state.journal('shop')
    rightOf(await journal.append(texts.map(entry))())
    return { dir, state, journal, deliveries: journal.deliveries(stop.signal)[Symbol.asyncIterator]() }
  }

  it('hands out what was appended, byte for byte', async () => {
    const { journal, deliveries } = await begin([])
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
    rightOf(await journal.append([{ bytes, envelope: '{"writeKey":"é"}', receivedAt: 7 }, entry('plain')])())
    const [whole, plain] = [await next(deliveries), await next(deliveries)]
    const { settle, ...facts } = whole
    const same = Buffer.from(bytes)
    expect(facts).to.deep.equal({
      source: 'shop',
      id: '1',
      raw: { bytes: same, envelope: '{"writeKey":"é"}', receivedAt: 7 },
      bytes: same,
      envelope: '{"writeKey":"é"}',
      receivedAt: 7,
      replay: undefined,
    })
    expect(plain.raw).to.deep.equal(entry('plain'))
    await settle(accept)()
  })

  it('keeps the order over many pages', async () => {
    const texts = Array.from({ length: 700 }, (_, i) => `event ${i}`)
    const { deliveries } = await begin(texts)
    const seen: string[] = []
    while (seen.length < texts.length) seen.push(textOf(await next(deliveries)))
    expect(seen).to.deep.equal(texts)
  })

  it('counts what is not settled', async () => {
    const { journal, deliveries } = await begin(['a', 'b', 'c'])
    const depths = [journal.depth()]
    const delivery = await next(deliveries)
    depths.push(journal.depth())
    await delivery.settle(accept)()
    depths.push(journal.depth())
    expect(depths).to.deep.equal([3, 3, 2])
  })

  it('waits for the next append where nothing is left', async () => {
    const { journal, deliveries } = await begin([])
    const waiting = next(deliveries)
    rightOf(await journal.append([entry('late')])())
    expect(textOf(await waiting)).to.equal('late')
  })

  it('ends when told to stop, while it waits too', async () => {
    const state = await scratch.open(scratch.dir())
    const stop = new AbortController()
    const waiting = state.journal('shop').deliveries(stop.signal)[Symbol.asyncIterator]().next()
    stop.abort()
    expect(await waiting).to.deep.equal({ done: true, value: undefined })
  })

  it('ends when the state closes', async () => {
    const { state, deliveries } = await begin([])
    const waiting = deliveries.next()
    await state.close()
    expect(await waiting).to.deep.equal({ done: true, value: undefined })
  })

  it('offers a returned event before any later one, and not what is still in flight', async () => {
    const { deliveries } = await begin(['a', 'b', 'c', 'd'])
    const [a, b] = [await next(deliveries), await next(deliveries)]
    await a.settle(giveBack)()
    const again = await next(deliveries)
    const after = await next(deliveries)
    expect([again, after].map((delivery) => [delivery.id, textOf(delivery)])).to.deep.equal([
      [a.id, 'a'],
      ['3', 'c'],
    ])
    expect(b.id).to.equal('2')
  })

  it('offers what was not settled again after it is opened anew, and only that', async () => {
    const { dir, state, deliveries } = await begin(['a', 'b', 'c'])
    await next(deliveries)
    await (await next(deliveries)).settle(accept)()
    await state.close()

    const again = await scratch.open(dir)
    const journal = again.journal('shop')
    const rest = journal.deliveries(stop.signal)[Symbol.asyncIterator]()
    expect(journal.depth()).to.equal(2)
    expect([await next(rest), await next(rest)].map(({ id }) => id)).to.deep.equal(['1', '3'])
  })

  it('keeps an event that could not be settled before the state closed, and offers it at the next start', async () => {
    const workers: Worker[] = []
    process.once('worker', (worker: Worker) => workers.push(worker))
    const { dir, state, journal, deliveries } = await begin(['a'])
    const delivery = await next(deliveries)
    await Promise.all(workers.map((worker) => worker.terminate()))
    const settled = delivery.settle(accept)()
    await state.close()
    await settled
    const again = (await scratch.open(dir)).journal('shop')
    expect([journal.depth(), again.depth()]).to.deep.equal([1, 1])
    expect(textOf(await next(again.deliveries(stop.signal)[Symbol.asyncIterator]()))).to.equal('a')
  })

  it('never gives an id twice, although the journal was empty between', async () => {
    const { dir, state, deliveries } = await begin(['a'])
    await (await next(deliveries)).settle(accept)()
    await state.close()
    const again = await begin(['b'], dir)
    expect((await next(again.deliveries)).id).to.equal('2')
  })

  it('keeps sources apart', async () => {
    const { state, deliveries } = await begin(['a'])
    const other = state.journal('till')
    rightOf(await other.append([entry('x'), entry('y')])())
    const theirs = other.deliveries(stop.signal)[Symbol.asyncIterator]()
    expect([textOf(await next(deliveries)), textOf(await next(theirs)), textOf(await next(theirs))]).to.deep.equal([
      'a',
      'x',
      'y',
    ])
    expect(state.depths()).to.deep.equal(
      new Map([
        ['shop', 1],
        ['till', 2],
      ]),
    )
  })

  it('refuses to settle twice and to be iterated twice', async () => {
    const { journal, deliveries } = await begin(['a'])
    const delivery: Delivery = await next(deliveries)
    await delivery.settle(accept)()
    expect(await delivery.settle(accept)().catch(String)).to.equal('Error: delivery 1 of shop was settled twice')
    const second = journal.deliveries(stop.signal)[Symbol.asyncIterator]()
    expect(await second.next().catch(String)).to.equal('Error: the journal of shop is iterated once')
  })

  it('refuses what would exceed its limits, all sources and earlier runs together, until something is settled', async () => {
    const dir = scratch.dir()
    const first = await scratch.open(dir)
    rightOf(await first.journal('shop').append([entry('abc'), { ...entry('abc'), envelope: '"é"' }])())
    await first.close()

    const full = { _tag: 'Left', left: 'JournalFull' }
    const state = await scratch.open(dir, { journalMaxEvents: 3, journalMaxBytes: 14 })
    const [shop, till] = [state.journal('shop'), state.journal('till')]
    const tagOf = (result: Awaited<ReturnType<ReturnType<typeof shop.append>>>) =>
      result._tag === 'Left' ? { _tag: result._tag, left: result.left._tag } : result
    expect(tagOf(await till.append([entry('a'), entry('b')])())).to.deep.equal(full)
    expect(tagOf(await till.append([entry('12345')])())).to.deep.equal(full)
    expect(await till.append([entry('1234')])()).to.deep.equal({ _tag: 'Right', right: undefined })
    expect(tagOf(await till.append([entry('')])())).to.deep.equal(full)
    await (await next(shop.deliveries(stop.signal)[Symbol.asyncIterator]())).settle(accept)()
    expect(await till.append([entry('')])()).to.deep.equal({ _tag: 'Right', right: undefined })
  })
})
