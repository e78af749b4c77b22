import { expect } from 'chai'
import { closingLine, judge } from './tally.ts'

describe('closingLine', () => {
  it('counts what passed, failed and was skipped', () =>
    expect(closingLine({ passed: 12, failed: 0, skipped: ['a (no broker)'] })).to.equal(
      '12 passed, 0 failed, 1 skipped',
    ))
})

describe('judge', () => {
  const good = { passed: 3, failed: 0, skipped: [] }
  const bad = { passed: 3, failed: 2, skipped: [] }

  it('leaves a tally as it is when the run ended well', () => expect(judge(good, 0)).to.deep.equal(good))
  it('leaves failures as they are counted', () => expect(judge(bad, 2)).to.deep.equal(bad))
  it('counts a bad end that no test explains as a failure', () =>
    expect(judge(good, 1)).to.deep.equal({ passed: 3, failed: 1, skipped: [] }))
  it('counts a run that left no tally as one failure', () =>
    expect(judge(undefined, 0)).to.deep.equal({ passed: 0, failed: 1, skipped: [] }))
})
