import { expect } from 'chai'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Batches } from '../../src/state/batches.ts'
import { startSweep } from '../../src/state/sweep.ts'

describe('a sweep that cannot see what waits', () => {
  it('forgets no shipment', async () => {
    const closing = new AbortController()
    const asked: string[] = []
    const rested = Promise.withResolvers<void>()
    const batches: Batches = {
      submit: ({ operations: [operation], done }) => {
        asked.push(operation?.does ?? '')
        if (operation?.does === 'oldestWaiting')
          return done(left({ _tag: 'StateFailure', message: 'it cannot be read' }))
        // Whatever comes once shipments are done with.
        if (operation?.does === 'vacuumMode') rested.resolve()
        return done(right([operation?.does === 'sweepTo' ? [[3, 9e15]] : []]))
      },
      ailment: () => undefined,
      close: () => Promise.resolve(),
    }
    const letters = { taken: () => undefined }
    const expired = () => undefined
    startSweep({
      batches,
      now: () => 9e9,
      closing: closing.signal,
      rememberDeliveredMs: 1,
      letters,
      keepLettersMs: undefined,
      expired,
    })
    await rested.promise
    closing.abort()
    expect(asked).not.to.include('sweep')
  })
})
