import { expect } from 'chai'
import { left, right, type Either } from 'fp-ts/lib/Either.js'
import { retrying, type Next } from '../../src/pipeline/retrying.ts'

/** Attempts that come to what the script says, with a log of what was done. */
const scripted = (...script: readonly Either<string, string>[]) => {
  const log: string[] = []
  const attempt = async (): Promise<Either<string, string>> => {
    log.push('attempt')
    return script[log.filter((line) => line === 'attempt').length - 1] ?? left('no more')
  }
  const upTo =
    (most: number) =>
    (failure: string, tries: number): Next => {
      log.push(`${failure} after ${tries}`)
      return tries < most ? { _tag: 'Again', after: async () => log.push('wait') } : { _tag: 'Enough' }
    }
  return { log, attempt, upTo }
}

describe('retrying', () => {
  it('gives the first success', async () => {
    const { log, attempt, upTo } = scripted(right('sent'))
    expect(await retrying(attempt, upTo(3))).to.deep.equal(right('sent'))
    expect(log).to.deep.equal(['attempt'])
  })

  it('waits between attempts', async () => {
    const { log, attempt, upTo } = scripted(left('reset'), left('refused'), right('sent'))
    expect(await retrying(attempt, upTo(3))).to.deep.equal(right('sent'))
    expect(log).to.deep.equal(['attempt', 'reset after 1', 'wait', 'attempt', 'refused after 2', 'wait', 'attempt'])
  })

  it('gives the last failure when it is enough', async () => {
    const { log, attempt, upTo } = scripted(left('first'), left('second'))
    expect(await retrying(attempt, upTo(2))).to.deep.equal(left('second'))
    expect(log).to.deep.equal(['attempt', 'first after 1', 'wait', 'attempt', 'second after 2'])
  })

  it('passes on what is thrown: it is a bug', async () => {
    const error: unknown = await retrying(
      () => Promise.reject(new Error('bug')),
      () => ({ _tag: 'Enough' }),
    ).catch((thrown: unknown) => thrown)
    expect(String(error)).to.equal('Error: bug')
  })
})
