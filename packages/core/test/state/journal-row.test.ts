import { expect } from 'chai'
import { readJournalRow } from '../../src/state/journal-row.ts'

const replayIn = (text: string | null) => readJournalRow([1, 2, null, Buffer.from('{}'), text]).entry.replay

describe('a row of the journal', () => {
  it('says what it is replayed for', () => {
    const replay = { run: 'letters', route: 'orders', body: '{}', priority: 'low' }
    expect([replayIn(null), replayIn(JSON.stringify(replay))]).to.deep.equal([undefined, replay])
  })

  for (const broken of ['', '{"run":"lett', '5', 'null', '{}', '{"run":7}', '{"run":"letters","rouue":"orders"}']) {
    it(`is for a route that cannot be, where that is lost: ${broken}`, () => {
      expect(replayIn(broken)).to.deep.equal({ run: 'letters', route: '(unreadable)' })
    })
  }
})
