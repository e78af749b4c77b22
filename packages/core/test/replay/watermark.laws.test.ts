import { expect } from 'chai'
import fc from 'fast-check'
import type { ShipmentEnd } from '../../src/contracts/outcome.ts'
import { start } from '../../src/replay/position.ts'
import { createWatermark } from '../../src/replay/watermark.ts'

const ends: readonly ShipmentEnd[] = [
  { _tag: 'Forwarded', receipt: { status: 202 } },
  { _tag: 'Skipped', reason: 'duplicate' },
  { _tag: 'Skipped', reason: 'no route' },
  { _tag: 'Buried', reason: 'unmappable', faults: [], attempts: [] },
]

/** Lines with gaps, which are blank, each with its end; and the order in which they end. */
const files = fc
  .array(fc.record({ gap: fc.nat(2), end: fc.constantFrom(...ends) }), { maxLength: 40 })
  .chain((lines) => {
    let number = 0
    const all = lines.map(({ gap, end }) => ({ line: (number += 1 + gap), end }))
    return fc.record({ lines: fc.constant(all), order: fc.shuffledSubarray(all) })
  })

const sum = (reasons: Readonly<Record<string, number>>): number => Object.values(reasons).reduce((all, n) => all + n, 0)

describe('how far a replay is, whatever ends first', () => {
  it('is the last line before which all have ended', () =>
    fc.assert(
      fc.property(files, ({ lines, order }) => {
        const watermark = createWatermark(start)
        for (const { line } of lines) watermark.began(line, line * 10, line)
        for (const { line, end } of order) watermark.ended(line, end)
        const firstOpen = lines.findIndex((one) => !order.includes(one))
        const done = firstOpen < 0 ? lines : lines.slice(0, firstOpen)
        const last = done.at(-1)?.line ?? 0
        const { line, offset } = watermark.position()
        expect([line, offset, watermark.since(), watermark.open()]).to.deep.equal([
          last,
          last * 10,
          lines[firstOpen]?.line,
          lines.length - order.length,
        ])
      }),
    ))

  it('adds up: lines are blank, delivered, skipped or buried', () =>
    fc.assert(
      fc.property(files, ({ lines, order }) => {
        const watermark = createWatermark(start)
        for (const { line } of lines) watermark.began(line, line * 10, 0)
        for (const { line, end } of order) watermark.ended(line, end)
        const { line, blank, delivered, skipped, buried } = watermark.position()
        const done = lines.filter((one) => one.line <= line)
        expect([line, done.length, delivered]).to.deep.equal([
          blank + delivered + sum(skipped) + sum(buried),
          line - blank,
          done.filter(({ end }) => end._tag === 'Forwarded').length,
        ])
      }),
    ))

  it('goes on from where it was', () => {
    const from = { line: 7, offset: 70, blank: 1, delivered: 4, skipped: { duplicate: 2 }, buried: {} }
    const watermark = createWatermark(from)
    watermark.began(9, 90, 0)
    watermark.ended(9, { _tag: 'Skipped', reason: 'duplicate' })
    watermark.close(11, 93)
    expect(watermark.position()).to.deep.equal({
      line: 11,
      offset: 93,
      blank: 4,
      delivered: 4,
      skipped: { duplicate: 3 },
      buried: {},
    })
  })
})
