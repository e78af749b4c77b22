import { left, right, type Either } from 'fp-ts/lib/Either.js'
import { expect } from 'chai'
import type { StateFailure } from '../../src/contracts/failure.ts'
import { repeating } from '../../src/state/repeating.ts'

const failure: StateFailure = { _tag: 'StateFailure', message: 'the disk is full' }

describe('state/repeating', () => {
  it('repeats until it succeeds', async () => {
    const results: Either<StateFailure, number>[] = [left(failure), left(failure), right(3)]
    const attempt = async () => results.shift() ?? left(failure)
    expect(await repeating(attempt, new AbortController().signal)).to.deep.equal(right(3))
  })

  it('gives up with the last failure as soon as the state closes', async () => {
    const closing = new AbortController()
    let attempts = 0
    const attempt = async () => {
      attempts++
      setImmediate(() => closing.abort())
      return left(failure)
    }
    expect(await repeating(attempt, closing.signal)).to.deep.equal(left(failure))
    expect(attempts).to.equal(2)
  })
})
