import { expect } from 'chai'
import { right } from 'fp-ts/lib/Either.js'
import { lastValueFrom, toArray } from 'rxjs'
import { tombstone } from '../../src/contracts/failure.ts'
import { forward } from '../../src/pipeline/forward.ts'
import { memoryLedger } from '../../src/state/memory.ts'
import { memoryDestination } from '../../src/testing/memory-destination.ts'
import { memorySource } from '../../src/testing/memory-source.ts'

describe('a tombstone', () => {
  it('is accepted and told as skipped, though a route wants every event', async () => {
    const source = memorySource('shop', [{ messageId: 'm1', fields: {} }])
    const destination = memoryDestination()
    const outcomes = await lastValueFrom(
      forward({
        sources: { shop: { ...source, decode: () => tombstone } },
        routes: [{ name: 'all', kind: 'event', when: () => true, body: () => right({ customer: 'ann' }) }],
        destination,
        ledger: memoryLedger(),
        stop: new AbortController().signal,
      }).pipe(toArray()),
    )
    const end = { _tag: 'Skipped', reason: 'tombstone' }
    expect(outcomes).to.deep.equal([{ source: 'shop', deliveryId: '0', messageId: undefined, end, shipments: [] }])
    expect(destination.attempts).to.deep.equal([])
  })
})
