import { appendFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import type { Delivery } from '../../src/contracts/delivery.ts'
import { maxLineBytes } from '../../src/replay/cut-lines.ts'
import { start } from '../../src/replay/position.ts'
import { fileOf, readAll, settle, sourceOf } from './file-world.ts'

const numbers = (most: number): string => Array.from({ length: most }, (_, n) => `${n + 1}\n`).join('')

const nextOf = async (deliveries: AsyncIterator<Delivery>): Promise<Delivery> => {
  const next = await deliveries.next()
  if (next.done === true) throw new Error('it has ended')
  return next.value
}

describe('a file as a source', () => {
  it('hands out its lines under the name of a source, and ends when all have ended', async () => {
    await using file = await fileOf('\ufeffa\r\n\r\nb\r\n{"torn":')
    const { source } = await sourceOf(file.path)
    const ids: string[] = []
    const lines = await readAll(source, ({ id, source: name, receivedAt, replay }) => {
      ids.push(`${name} ${id} ${receivedAt} ${replay?.run}`)
      return { _tag: 'Forwarded', receipt: { status: 202 } }
    })
    expect([lines, ids, await source.done, source.position()]).to.deep.equal([
      ['a', 'b', '{"torn":'],
      ['shop replay:r1:1 5 r1', 'shop replay:r1:3 5 r1', 'shop replay:r1:4 5 r1'],
      { _tag: 'Finished' },
      { line: 4, offset: 19, blank: 1, delivered: 3, skipped: {}, buried: {} },
    ])
  })

  it('ends where there is nothing in it', async () => {
    await using file = await fileOf('')
    const { source } = await sourceOf(file.path)
    expect([await readAll(source), await source.done]).to.deep.equal([[], { _tag: 'Finished' }])
  })

  for (const [name, pack] of [
    ['a plain file', (text: string) => text],
    ['a packed file', (text: string) => gzipSync(text)],
    [
      'a file packed in parts',
      (text: string) => Buffer.concat([gzipSync(text.slice(0, 999)), gzipSync(text.slice(999))]),
    ],
  ] as const) {
    it(`reads all of ${name}, and goes on behind any line`, async () => {
      const most = 50_000
      await using file = await fileOf(pack(numbers(most)))
      const whole = (await sourceOf(file.path)).source
      const lines = await readAll(whole)
      const offset = numbers(33_333).length
      const { source } = await sourceOf(file.path, { ...start, line: 33_333, offset, delivered: 33_333 })
      const rest = await readAll(source)
      expect([lines.length, lines.at(-1), rest.length, rest[0], source.position().line]).to.deep.equal([
        most,
        '50000',
        most - 33_333,
        '33334',
        most,
      ])
    })
  }

  it('does not decode a line that is too long, and reads on', async () => {
    await using file = await fileOf(`a\n${'x'.repeat(maxLineBytes + 1)}\nb\n`)
    const { source } = await sourceOf(file.path)
    const decoded: boolean[] = []
    const lines = await readAll(source, ({ raw }) => {
      decoded.push(isRight(source.decode(raw)))
      return { _tag: 'Skipped', reason: 'no route' }
    })
    expect([decoded, lines.map(({ length }) => length)]).to.deep.equal([
      [true, false, true],
      [1, 1_024, 1],
    ])
  })

  it('reads no further than it is asked to', async () => {
    await using file = await fileOf(numbers(200_000))
    const { text, source } = await sourceOf(file.path)
    const deliveries = source.deliveries(new AbortController().signal)[Symbol.asyncIterator]()
    await nextOf(deliveries)
    const read = text.read()
    await deliveries.return?.()
    expect(read).to.be.lessThan(400_000)
  })

  it('hands out what came back, the first line first, before any other', async () => {
    await using file = await fileOf('1\n2\n3\n4\n')
    const { source } = await sourceOf(file.path)
    const deliveries = source.deliveries(new AbortController().signal)[Symbol.asyncIterator]()
    const [one, two] = [await nextOf(deliveries), await nextOf(deliveries)]
    await settle(source, two, { _tag: 'Returned', reason: 'state unavailable' })
    await settle(source, one, { _tag: 'Returned', reason: 'state unavailable' })
    const again = [await nextOf(deliveries), await nextOf(deliveries), await nextOf(deliveries)]
    await deliveries.return?.()
    expect(again.map(({ id }) => id)).to.deep.equal(['replay:r1:1', 'replay:r1:2', 'replay:r1:3'])
  })

  it('pauses: no further line, and an end when those at work have ended', async () => {
    await using file = await fileOf('1\n2\n3\n')
    const { source } = await sourceOf(file.path)
    const deliveries = source.deliveries(new AbortController().signal)[Symbol.asyncIterator]()
    const [one, two] = [await nextOf(deliveries), await nextOf(deliveries)]
    source.pause()
    await settle(source, two, { _tag: 'Returned', reason: 'state unavailable' })
    const again = await nextOf(deliveries)
    await settle(source, one, { _tag: 'Skipped', reason: 'duplicate' })
    const last = deliveries.next()
    await settle(source, again, { _tag: 'Skipped', reason: 'duplicate' })
    expect([again.id, (await last).done, await source.done, source.position().line]).to.deep.equal([
      'replay:r1:2',
      true,
      { _tag: 'Paused' },
      2,
    ])
  })

  it('does not end before its last line has, and then stands behind the blank ones that follow', async () => {
    await using file = await fileOf('1\n\n\n')
    const { source } = await sourceOf(file.path)
    const deliveries = source.deliveries(new AbortController().signal)[Symbol.asyncIterator]()
    const one = await nextOf(deliveries)
    const last = deliveries.next()
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
    await settle(source, one, { _tag: 'Skipped', reason: 'no route' })
    const { line, offset, blank } = source.position()
    expect([(await last).done, await source.done, line, offset, blank]).to.deep.equal([
      true,
      { _tag: 'Finished' },
      1,
      2,
      0,
    ])
    expect(source.position()).to.deep.include({ line: 3, offset: 4, blank: 2 })
  })

  it('stops at once where the relay stops, and says what is open', async () => {
    await using file = await fileOf('1\n2\n3\n')
    const { source } = await sourceOf(file.path)
    const stop = new AbortController()
    const deliveries = source.deliveries(stop.signal)[Symbol.asyncIterator]()
    const [one, two] = [await nextOf(deliveries), await nextOf(deliveries)]
    const next = nextOf(deliveries).then(() => deliveries.next())
    stop.abort()
    const { done } = await next
    await settle(source, one, { _tag: 'Forwarded', receipt: { status: 202 } })
    await settle(source, two, { _tag: 'Returned', reason: 'stopping' })
    expect([done, await source.done, source.position().line, source.open()]).to.deep.equal([
      true,
      { _tag: 'Stopped' },
      1,
      1,
    ])
  })

  it('says what is wrong with a packed file that breaks off, behind all lines before', async () => {
    const packed = gzipSync(numbers(100_000), { level: 0 })
    await using file = await fileOf(packed.subarray(0, packed.length / 2))
    const { source } = await sourceOf(file.path)
    const lines = await readAll(source)
    expect([lines.length > 40_000, lines.at(-1) === String(lines.length), await source.done]).to.deep.equal([
      true,
      true,
      { _tag: 'Broken', message: 'unexpected end of file' },
    ])
  })

  it('does not read what is appended while it is read', async () => {
    await using file = await fileOf('1\n2\n')
    const { source } = await sourceOf(file.path)
    await appendFile(file.path, '3\n')
    expect(await readAll(source)).to.deep.equal(['1', '2'])
  })

  it('is known again where it was moved, and not where it has changed', async () => {
    await using file = await fileOf(numbers(100_000))
    await using other = await fileOf(numbers(100_000).replace('\n50000\n', '\n5000x\n'))
    const fingerprints: string[] = []
    for (const path of [file.path, file.path, other.path]) {
      const { text } = await sourceOf(path)
      fingerprints.push(text.fingerprint)
      await text.close()
    }
    const [first, again, changed] = fingerprints
    expect([first === again, first === changed]).to.deep.equal([true, false])
  })

  it('tells what is no event by the reading of its source', async () => {
    await using file = await fileOf('bad\n')
    const { source } = await sourceOf(file.path)
    const failed: boolean[] = []
    await readAll(source, ({ raw }) => {
      failed.push(isLeft(source.decode(raw)))
      return { _tag: 'Buried', reason: 'undecodable', faults: [], attempts: [] }
    })
    expect([failed, source.position().buried]).to.deep.equal([[true], { undecodable: 1 }])
  })
})
