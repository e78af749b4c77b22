import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { afterDamage, flipped, lastWithin, missingIn, strangeIn, truncated } from './damage-cases.ts'
import { sampleState, type Events, type Sample } from './damaged-state.ts'
import * as fc from 'fast-check'

const cases = Number(process.env['DAMAGE_CASES'] ?? 60)

describe(`a damaged state file, ${cases} times each`, function () {
  this.timeout(60_000 + cases * 500)
  let killed: Sample
  let closed: Sample
  before(() => {
    killed = sampleState('killed')
    closed = sampleState('closed')
  })
  after(() => {
    killed.remove()
    closed.remove()
  })
  const bytesOf = (sample: Sample, file: string) => statSync(join(sample.dir, `vouchrelay.sqlite${file}`)).size
  const last = (sample: Sample): { walBytes: number; events: Events } =>
    sample.commits.at(-1) ?? { walBytes: 0, events: new Map() }
  const numRuns = cases

  it('cut off anywhere in the WAL keeps every commit before, and tells of those that are gone', () => {
    const law = (bytes: number): void => {
      const kept = lastWithin(killed, bytes)
      const { events, ...rest } = afterDamage(killed, truncated('wal', bytes))
      const isLost = kept < killed.commits.length - 1
      expect({ ...rest, events }).to.deep.equal({
        events: killed.commits[kept]?.events,
        told: isLost ? 1 : 0,
        toldAgain: 0,
        check: 'ok',
      })
    }
    fc.assert(fc.property(fc.integer({ min: 0, max: last(killed).walBytes + 8_000 }), law), { numRuns })
  })

  it('cut off anywhere in a WAL that is partly in the main file keeps that part, too', () => {
    const copied = 7
    const sample = sampleState('killed', copied)
    const law = (bytes: number): void => {
      const kept = Math.max(copied, lastWithin(sample, bytes))
      const { events, told, check } = afterDamage(sample, truncated('wal', bytes))
      const isLost = kept < sample.commits.length - 1
      expect({ events, isTold: told > 0, check }).to.deep.equal({
        events: sample.commits[kept]?.events,
        isTold: isLost,
        check: 'ok',
      })
    }
    fc.assert(fc.property(fc.integer({ min: 0, max: last(sample).walBytes }), law), { numRuns: Math.ceil(numRuns / 2) })
    sample.remove()
  })

  it('cut off anywhere in a WAL without its index keeps every commit before', () => {
    const law = (bytes: number): void => {
      const { events, check } = afterDamage(killed, (files) => {
        truncated('wal', bytes)(files)
        rmSync(files.shm)
      })
      expect({ events, check }).to.deep.equal({
        events: killed.commits[lastWithin(killed, bytes)]?.events,
        check: 'ok',
      })
    }
    fc.assert(fc.property(fc.integer({ min: 0, max: last(killed).walBytes }), law), { numRuns: Math.ceil(numRuns / 3) })
  })

  it('with a bit turned over in the WAL loses nothing but what that page alone had, and tells of it', () => {
    const law = (at: number, bit: number): void => {
      const { events, ...rest } = afterDamage(killed, flipped('wal', at, bit))
      const before = killed.commits[Math.max(0, killed.commits.findIndex(({ walBytes }) => walBytes > at) - 1)]
      const everSince = killed.commits.map((commit) => commit.events)
      // What was there before the broken commit, and was not settled since.
      const sure = new Map([...(before?.events ?? [])].filter(([id]) => everSince.at(-1)?.has(id)))
      const isMuchMissing = missingIn(events, last(killed).events).length > mostOnAPage
      const strange = strangeIn(events, killed)
      expect({ ...rest, strange, missing: missingIn(events, sure), isMuchMissing }).to.deep.equal({
        told: 1,
        toldAgain: 0,
        check: 'ok',
        strange: [],
        missing: [],
        isMuchMissing: false,
      })
    }
    const position = fc.integer({ min: 0, max: last(killed).walBytes - 1 })
    // The bit that says in which order checksums read their words.
    const examples: [number, number][] = [[3, 0]]
    fc.assert(fc.property(position, fc.integer({ min: 0, max: 7 }), law), { numRuns, examples })
  })

  it('with a bit turned over behind the last commit of the WAL is as it was', () => {
    const law = (at: number, bit: number): void => {
      const { told, events } = afterDamage(killed, flipped('wal', at, bit))
      expect({ told, events }).to.deep.equal({ told: 0, events: last(killed).events })
    }
    const position = fc.integer({ min: last(killed).walBytes, max: bytesOf(killed, '-wal') - 1 })
    fc.assert(fc.property(position, fc.integer({ min: 0, max: 7 }), law), { numRuns: Math.ceil(numRuns / 6) })
  })

  it('with a bit turned over anywhere in the main file starts, and gives all the events of other pages', () => {
    const law = (at: number, bit: number): void => {
      const { events, toldAgain, check } = afterDamage(closed, flipped('main', at, bit))
      expect({ toldAgain, check }).to.deep.equal({ toldAgain: 0, check: 'ok' })
      expect(missingIn(events, last(closed).events).length).to.be.at.most(mostOnAPage)
    }
    const position = fc.integer({ min: 0, max: bytesOf(closed, '') - 1 })
    fc.assert(fc.property(position, fc.integer({ min: 0, max: 7 }), law), { numRuns })
  })

  it('cut off anywhere in the main file starts with whatever was read, and tells of it', () => {
    const law = (bytes: number): void => {
      const { events, told, ...rest } = afterDamage(closed, truncated('main', bytes))
      expect({ ...rest, isTold: told > 0, strange: strangeIn(events, closed) }).to.deep.equal({
        isTold: true,
        toldAgain: 0,
        check: 'ok',
        strange: [],
      })
    }
    fc.assert(fc.property(fc.integer({ min: 0, max: bytesOf(closed, '') - 1 }), law), { numRuns })
  })
})

/** Small events share a page. */
const mostOnAPage = 12
