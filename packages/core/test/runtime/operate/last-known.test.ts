import { expect } from 'chai'
import { lastKnown } from '../../../src/runtime/operate/last-known.ts'

describe('what was known last', () => {
  it('is told where the answer takes too long, and the answer as soon as there is one', async () => {
    const answers = [Promise.resolve('a'), new Promise<string>(() => undefined), Promise.resolve('c')]
    let asked = 0
    const ask = lastKnown(() => answers[asked++] ?? Promise.resolve('d'), 'nothing', 1)
    expect([await ask(), await ask(), await ask()]).to.deep.equal(['a', 'a', 'c'])
  })
})
