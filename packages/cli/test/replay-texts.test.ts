import { expect } from 'chai'
import { durationText } from '../src/replay/duration-text.ts'
import { readRate } from '../src/replay/read-rate.ts'
import { summaryText } from '../src/replay/summary-text.ts'

describe('what vouchrelay replay reads and says', () => {
  for (const [text, perSecond] of [
    ['20/s', 20],
    ['90/min', 1.5],
    ['1800/h', 0.5],
    ['0.5/s', 0.5],
  ] as const) {
    it(`reads the rate ${text}`, () => expect(readRate(text)).to.equal(perSecond))
  }

  for (const text of ['', '20', '20/d', '0/s', '-1/s', '1/s/s', 'x/s']) {
    it(`does not take ${text === '' ? 'nothing' : text} for a rate`, () =>
      expect(() => readRate(text)).to.throw('rate'))
  }

  for (const [seconds, text] of [
    [0, '0 s'],
    [0.2, '1 s'],
    [61, '1 min 1 s'],
    [3_600, '1 h'],
    [100_000, '1 d 3 h'],
    [Number.NaN, 'an unknown time'],
    [Infinity, 'an unknown time'],
  ] as const) {
    it(`says ${text} of ${seconds} seconds`, () => expect(durationText(seconds)).to.equal(text))
  }

  it('says what became of the lines, in a sum, and how it goes on', () => {
    const position = {
      line: 9,
      offset: 0,
      blank: 1,
      delivered: 4,
      skipped: { duplicate: 2 },
      buried: { 'in doubt': 2 },
    }
    const progress = { run: 'r', file: '/a', source: 'shop', inFlight: 0, read: 0, size: 0, position, from: 3 }
    expect(summaryText({ ...progress, state: 'paused' })).to.equal(
      [
        '/a: 9 lines = 4 delivered + 2 skipped (2 duplicate) + 2 buried (2 in doubt) + 1 blank',
        'went on behind line 3',
        'paused: the same command goes on behind line 9',
      ].join('\n'),
    )
  })
})
