import { expect } from 'chai'
import { lastValueFrom, toArray } from 'rxjs'
import { pull } from '../../src/pipeline/pull.ts'

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const counting = (most: number) => {
  const read = { items: 0 }
  const iterable = async function* (stop: AbortSignal): AsyncIterable<number> {
    while (read.items < most && !stop.aborted) {
      read.items += 1
      yield read.items
    }
  }
  return { read, iterable }
}

const neverStops = new AbortController().signal

/** Work that never ends. */
const never = new Promise<number>(() => undefined)

describe('pull', () => {
  it('reads no further than there is room for items', async () => {
    const { read, iterable } = counting(1_000_000)
    const subscription = pull(
      iterable,
      neverStops,
      { most: 5, mostBytes: 1e9, bytesOf: () => 1 },
      () => never,
    ).subscribe()
    for (let turn = 0; turn < 50; turn++) await nextTurn()
    subscription.unsubscribe()
    expect(read.items).to.equal(5)
  })

  it('reads no further than there is room for bytes', async () => {
    const { read, iterable } = counting(1_000_000)
    const subscription = pull(
      iterable,
      neverStops,
      { most: 1e9, mostBytes: 100, bytesOf: () => 40 },
      () => never,
    ).subscribe()
    for (let turn = 0; turn < 50; turn++) await nextTurn()
    subscription.unsubscribe()
    expect(read.items).to.equal(3)
  })

  it('takes one item larger than all the room', async () => {
    const { iterable } = counting(2)
    const room = { most: 10, mostBytes: 1, bytesOf: () => 1_000 }
    const work = (n: number) => nextTurn().then(() => n)
    expect(await lastValueFrom(pull(iterable, neverStops, room, work).pipe(toArray()))).to.deep.equal([1, 2])
  })

  it('completes when the iterable has ended and all work is done', async () => {
    const { iterable } = counting(3)
    const gate = Promise.withResolvers<number>()
    const seen: string[] = []
    pull(iterable, neverStops, { most: 10, mostBytes: 10, bytesOf: () => 1 }, () => gate.promise).subscribe({
      complete: () => seen.push('complete'),
    })
    for (let turn = 0; turn < 5; turn++) await nextTurn()
    seen.push('work ends')
    gate.resolve(1)
    await nextTurn()
    expect(seen).to.deep.equal(['work ends', 'complete'])
  })

  it('lets work under way go on after a stop', async () => {
    const { read, iterable } = counting(100)
    const stop = new AbortController()
    const gate = Promise.withResolvers<number>()
    const results: number[] = []
    const done = lastValueFrom(
      pull(iterable, stop.signal, { most: 2, mostBytes: 9, bytesOf: () => 1 }, () => gate.promise).pipe(toArray()),
    ).then((all) => results.push(...all))
    for (let turn = 0; turn < 5; turn++) await nextTurn()
    stop.abort()
    gate.resolve(7)
    await done
    expect({ results, read: read.items }).to.deep.equal({ results: [7, 7], read: 2 })
  })

  it('ends the iterable when nobody listens any more, whatever is under way', async () => {
    let ended = false
    const endless = async function* (stop: AbortSignal): AsyncIterable<number> {
      try {
        for (let n = 1; !stop.aborted; n++) yield n
      } finally {
        ended = true
      }
    }
    const room = { most: 10, mostBytes: 10, bytesOf: () => 1 }
    const subscription = pull(endless, neverStops, room, () => never).subscribe()
    for (let turn = 0; turn < 5; turn++) await nextTurn()
    subscription.unsubscribe()
    await nextTurn()
    expect(ended).to.equal(true)
  })

  it('passes on an error of the work', async () => {
    const { iterable } = counting(3)
    const room = { most: 10, mostBytes: 10, bytesOf: () => 1 }
    const work = () => Promise.reject(new Error('it broke'))
    const error: unknown = await lastValueFrom(pull(iterable, neverStops, room, work)).catch((e: unknown) => e)
    expect(String(error)).to.equal('Error: it broke')
  })

  it('passes on an error of the iterable', async () => {
    const broken = async function* (): AsyncIterable<number> {
      yield 1
      throw new Error('the log broke')
    }
    const room = { most: 10, mostBytes: 10, bytesOf: () => 1 }
    const error: unknown = await lastValueFrom(pull(broken, neverStops, room, () => never)).catch((e: unknown) => e)
    expect(String(error)).to.equal('Error: the log broke')
  })
})
