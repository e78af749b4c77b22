import { expect } from 'chai'
import { isRight, right } from 'fp-ts/lib/Either.js'
import { lastValueFrom, toArray } from 'rxjs'
import type { Source } from '../../src/contracts/source.ts'
import { compileKeys } from '../../src/mapping/path.ts'
import { compileCondition } from '../../src/mapping/predicate/compile-condition.ts'
import type { Condition } from '../../src/mapping/predicate/condition.ts'
import { forward } from '../../src/pipeline/forward.ts'
import { memoryLedger } from '../../src/state/memory.ts'
import { memoryDestination } from '../../src/testing/memory-destination.ts'
import { memorySource } from '../../src/testing/memory-source.ts'

const condition: Condition = {
  _tag: 'Comparison',
  operator: '=',
  left: { _tag: 'Field', keys: ['event'], at: 0 },
  right: { _tag: 'Constant', value: 'Order Completed', at: 0 },
}

const route = {
  name: 'orders',
  kind: 'event',
  condition,
  when: compileCondition(condition, compileKeys),
  body: () => right({ customer: 'ann' }),
}

describe('an event whose bytes show that no route wants it', () => {
  it('is accepted and told as skipped, without being decoded', async () => {
    const events = [
      { messageId: 'm1', fields: { event: 'Order Viewed' } },
      { messageId: 'm2', fields: { event: 'Order Completed' } },
    ]
    const source = memorySource('shop', events)
    const decoded: unknown[] = []
    const decode: Source['decode'] = (raw) => {
      const event = source.decode(raw)
      decoded.push(isRight(event) ? event.right : event.left)
      return event
    }
    const unread: Source['unread'] = {
      text: (raw) => Buffer.from(JSON.stringify(source.decode(raw))),
      fields: ['event'],
    }
    const outcomes = await lastValueFrom(
      forward({
        sources: { shop: { ...source, decode, unread } },
        routes: [route],
        destination: memoryDestination(),
        ledger: memoryLedger(),
        stop: new AbortController().signal,
      }).pipe(toArray()),
    )
    expect(outcomes.find(({ deliveryId }) => deliveryId === '0')).to.deep.equal({
      source: 'shop',
      deliveryId: '0',
      messageId: undefined,
      end: { _tag: 'Skipped', reason: 'no route' },
      shipments: [],
    })
    expect(source.verdicts).to.deep.include({ id: '0', verdict: { _tag: 'Accept' } })
    expect(decoded).to.deep.equal([events[1]])
  })
})
