import { expect } from 'chai'
import { directives } from '../../src/mapping/directives.ts'
import { describeDirective } from '../../src/testing/describe-contract.ts'
import { directiveCases } from '../../src/testing/directive/directive-cases.ts'

describe('describeDirective', () => {
  const [directive] = directives

  it('declares each case with the runner it is given', () => {
    const declared: string[] = []
    const runner = {
      describe: (title: string, body: () => void) => {
        declared.push(title)
        body()
      },
      it: (title: string) => declared.push(title),
    }
    if (directive !== undefined) describeDirective(directive, runner)
    const titles = directive === undefined ? [] : directiveCases(directive).map(({ title }) => title)
    expect(declared).to.deep.equal(['the directive @path keeps the contract: it', ...titles])
  })

  it('says so where there is no runner', async () => {
    const { describe, it } = globalThis
    try {
      Object.assign(globalThis, { describe: undefined, it: undefined })
      expect(() => directive !== undefined && describeDirective(directive)).to.throw(
        'expected the functions describe and it of a test runner, found none: run this file with one',
      )
    } finally {
      Object.assign(globalThis, { describe, it })
    }
  })
})
