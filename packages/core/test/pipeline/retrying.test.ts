import { expect } from 'chai'
import { left, right, type Either } from 'fp-ts/lib/Either.js'
import { timer } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import { retrying, type Next } from '../../src/pipeline/retrying.ts'

const values: Record<string, Either<string, string>> = { f: left('failed'), s: right('sent') }

const run = (test: (helpers: Parameters<Parameters<TestScheduler['run']>[0]>[0]) => void): void =>
  new TestScheduler((actual, expected) => void expect(actual).to.deep.equal(expected)).run(test)

const upTo =
  (most: number) =>
  (_: string, tries: number): Next =>
    tries < most ? { _tag: 'Again', after: timer(10) } : { _tag: 'Enough' }

describe('retrying', () => {
  it('emits the first success', () =>
    run(({ cold, expectObservable }) => {
      expectObservable(retrying(cold('--(s|)', values), upTo(3))).toBe('--(s|)', values)
    }))

  it('waits between attempts and gives up when it is enough', () =>
    run(({ cold, expectObservable, expectSubscriptions }) => {
      const attempt = cold('-(f|)', values)
      expectObservable(retrying(attempt, upTo(3))).toBe('- 10ms - 10ms -(f|)', values)
      expectSubscriptions(attempt.subscriptions).toBe(['^!', '- 10ms ^!', '- 10ms - 10ms ^!'])
    }))

  it('passes on an error as it is: it is a bug', () =>
    run(({ cold, expectObservable }) => {
      expectObservable(retrying(cold<Either<string, string>>('-#', values, new Error('bug')), upTo(3))).toBe(
        '-#',
        values,
        new Error('bug'),
      )
    }))

  it('ends the attempt when nobody listens any more', () =>
    run(({ cold, expectObservable, expectSubscriptions }) => {
      const attempt = cold('-----(s|)', values)
      expectObservable(retrying(attempt, upTo(3)), '^--!').toBe('----')
      expectSubscriptions(attempt.subscriptions).toBe('^--!')
    }))
})
