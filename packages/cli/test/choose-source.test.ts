import { expect } from 'chai'
import { left, right } from 'fp-ts/lib/Either.js'
import { chooseSource } from '../src/plan/choose-source.ts'

describe('chooseSource', () => {
  it('takes the only source', () => {
    expect(chooseSource(['shop'], undefined)).to.deep.equal(right('shop'))
  })

  it('takes the one that is named', () => {
    expect(chooseSource(['shop', 'app'], 'app')).to.deep.equal(right('app'))
  })

  it('asks which of several', () => {
    expect(chooseSource(['shop', 'app'], undefined)).to.deep.equal(
      left('Say which source the events are to come from: --source shop or --source app.'),
    )
  })
})
