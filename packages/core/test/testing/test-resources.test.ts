import { expect } from 'chai'
import { testResources } from '../../src/testing/test-resources.ts'

describe('testResources', () => {
  it('lends a name, a clock, a log that remembers, and a signal', () => {
    const { resources, logged, stop } = testResources({ name: 'shop', now: () => 7 })
    resources.log.warn({ n: 1 }, 'a problem')
    resources.log.error({ n: 2 }, 'another')
    stop()
    expect([resources.name, resources.now(), resources.stopping.aborted, logged]).to.deep.equal([
      'shop',
      7,
      true,
      [
        { level: 'warn', facts: { n: 1 }, message: 'a problem' },
        { level: 'error', facts: { n: 2 }, message: 'another' },
      ],
    ])
  })

  it('releases in reverse, whatever fails, and then rejects with the first failure', async () => {
    const { resources, close } = testResources()
    const released: string[] = []
    const release = (what: string, fails = false) =>
      resources.onClose(async () => {
        released.push(what)
        if (fails) throw new Error(what)
      })
    release('first', true)
    release('second', true)
    release('third')
    const failure = await close().catch(String)
    expect([failure, released]).to.deep.equal(['Error: second', ['third', 'second', 'first']])
  })

  it('has no journal where it is told no place for one', async () => {
    const { resources, close } = testResources()
    expect(await resources.journal.append([])().catch(String)).to.equal(
      'Error: expected a stateDir to keep the journal in, found none',
    )
    await close().catch(() => undefined)
  })
})
