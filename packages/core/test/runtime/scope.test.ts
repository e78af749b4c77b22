import { expect } from 'chai'
import { createScope } from '../../src/runtime/scope.ts'

describe('a scope', () => {
  it('releases in reverse and tells the first failure', async () => {
    const scope = createScope()
    const log: string[] = []
    scope.onClose(async () => void log.push('state'))
    scope.onClose(() => Promise.reject(new Error('listener')))
    scope.onClose(async () => {
      log.push('admin')
      throw new Error('admin')
    })
    const error: unknown = await scope.close().catch((e: unknown) => e)
    expect({ log, error: String(error) }).to.deep.equal({ log: ['admin', 'state'], error: 'Error: admin' })
  })

  it('closes once', async () => {
    const scope = createScope()
    let releases = 0
    scope.onClose(async () => void (releases += 1))
    await Promise.all([scope.close(), scope.close()])
    expect(releases).to.equal(1)
  })
})
