import { expect } from 'chai'
import { of } from 'rxjs'
import type { Fault } from '../../src/contracts/failure.ts'
import { createCounter } from '../../src/runtime/counts.ts'
import { observe } from '../../src/runtime/observe.ts'

const logged = (faults: readonly Fault[]): readonly unknown[] => {
  const lines: unknown[] = []
  const log = { warn: (...line: unknown[]) => void lines.push(line), error: () => {} }
  const counter = createCounter([])
  counter.source('shop')
  const end = { _tag: 'Buried', reason: 'undecodable', faults, attempts: [] } as const
  of({ source: 'shop', deliveryId: '7', messageId: undefined, end, shipments: [] })
    .pipe(observe(counter, log))
    .subscribe()
  return lines
}

describe('what is observed of a copy', () => {
  const linesOf = (differs: boolean): readonly unknown[] => {
    const lines: unknown[] = []
    const log = { warn: (...line: unknown[]) => void lines.push(line), error: () => {} }
    const end = { _tag: 'Skipped', reason: 'duplicate' } as const
    const shipment = { route: 'orders', end, retries: [], doubts: [], differs }
    of({ source: 'shop', deliveryId: '7', messageId: 'm1', end, shipments: [shipment] })
      .pipe(observe(createCounter(['orders']), log))
      .subscribe()
    return lines
  }

  it('is logged where it had another body, without the bodies', () =>
    expect([linesOf(true), linesOf(false)]).to.deep.equal([
      [
        [
          { source: 'shop', deliveryId: '7', messageId: 'm1', route: 'orders' },
          'a duplicate had another body: not sent',
        ],
      ],
      [],
    ]))
})

describe('what is observed of an event that is buried', () => {
  it('is logged with the places of its faults, and without what was found there', () =>
    expect(
      logged([
        { path: '', expected: 'an event at most 64 levels deep', found: 'secret' },
        { path: 'userId', expected: 'a text', found: 'ada' },
      ]),
    ).to.deep.equal([
      [
        {
          source: 'shop',
          deliveryId: '7',
          reason: 'undecodable',
          faults: ['the value: an event at most 64 levels deep', 'userId: a text'],
        },
        'event buried',
      ],
    ]))
})
