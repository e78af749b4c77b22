import { expect } from 'chai'
import { createWatermark } from '../src/watermark.ts'

describe('a watermark', () => {
  it('stays below the lowest offset that has not ended, in whatever order they end', () => {
    const watermark = createWatermark(3n)
    const [three, four, five] = [watermark.began(3n, 0), watermark.began(4n, 0), watermark.began(5n, 0)]
    const seen = [watermark.at()]
    for (const mark of [five, three, four]) {
      watermark.ended(mark)
      seen.push(watermark.at())
    }
    expect(seen).to.deep.equal([3n, 3n, 4n, 6n])
  })

  it('steps over what was read and is no record, once all before it has ended', () => {
    const watermark = createWatermark(0n)
    const first = watermark.began(0n, 0)
    watermark.read(7n)
    const before = watermark.at()
    watermark.ended(first)
    expect([before, watermark.at()]).to.deep.equal([0n, 7n])
  })

  it('never goes back', () => {
    const watermark = createWatermark(5n)
    watermark.read(2n)
    expect(watermark.at()).to.equal(5n)
    expect(() => watermark.began(4n, 0)).to.throw('offset 4 is handed out after 5 was reached')
  })

  it('counts from the first that has not ended to the newest, and tells since when', () => {
    const watermark = createWatermark(0n)
    const marks = [0n, 4n, 9n].map((offset) => watermark.began(offset, Number(offset) * 10))
    const seen = [[watermark.span(), watermark.first()?.at]]
    for (const mark of [marks[1], marks[0], marks[2]]) {
      if (mark !== undefined) watermark.ended(mark)
      seen.push([watermark.span(), watermark.first()?.at])
    }
    expect(seen).to.deep.equal([
      [3, 0],
      [3, 0],
      [1, 90],
      [0, undefined],
    ])
  })

  it('refuses a record that ends twice: its verdict belongs to another', () => {
    const watermark = createWatermark(0n)
    const mark = watermark.began(0n, 0)
    watermark.ended(mark)
    expect(() => watermark.ended(mark)).to.throw('offset 0 ended twice')
  })
})
